import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Session, Settings } from '../../contract/people.ts'
import { api } from '../api.ts'
import { switchLanguage } from '../i18n/index.ts'
import { useAction } from '../ui/action.ts'
import { FormProblem } from '../ui/FormProblem.tsx'
import { focusFirst } from '../ui/form-errors.ts'
import { safeNext } from './next.ts'
import { SignedOut } from './SignedOut.tsx'

const route = getRouteApi('/sign-in')

export function SignIn() {
	const { t } = useTranslation()
	const { next, expired } = route.useSearch()
	const client = useQueryClient()
	const router = useRouter()
	const method = useQuery({
		queryKey: ['sign-in-method'],
		queryFn: ({ signal }) => api.get<Pick<Settings, 'sign_in'>>('/session/method', {}, signal),
		staleTime: 60_000,
	})
	const by = method.data?.sign_in ?? 'username'
	const form = useForm({
		mode: 'uncontrolled',
		initialValues: { login: '', password: '' },
		validate: {
			login: (value) => value.trim() === '' && t(`sign_in.${by}_needed`),
			password: (value) => value === '' && t('sign_in.password_needed'),
		},
	})
	const signIn = useAction({
		mutationFn: (values: { login: string; password: string }) => api.post<Session>('/session', values),
		onSuccess: async (session) => {
			client.clear()
			client.setQueryData(['session'], session)
			if (session.ui_language) await switchLanguage(session.ui_language)
			router.history.push(safeNext(next))
		},
	})
	return (
		<SignedOut title={t('sign_in.title')}>
			<form
				noValidate
				onSubmit={form.onSubmit(
					(values) => signIn.mutate(values),
					(errors) => focusFirst(form, errors),
				)}
			>
				{expired && !signIn.error && <p className="notice">{t('sign_in.expired')}</p>}
				<FormProblem error={signIn.error} />
				<TextInput
					label={t(`sign_in.${by}`)}
					type={by === 'email' ? 'email' : 'text'}
					autoComplete="username"
					autoCapitalize="none"
					spellCheck={false}
					autoFocus
					required
					withAsterisk={false}
					key={form.key('login')}
					{...form.getInputProps('login')}
				/>
				<PasswordInput
					label={t('sign_in.password')}
					autoComplete="current-password"
					required
					withAsterisk={false}
					key={form.key('password')}
					{...form.getInputProps('password')}
				/>
				<Button type="submit" loading={signIn.isPending}>
					{t('sign_in.submit')}
				</Button>
			</form>
		</SignedOut>
	)
}

import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OpenedLink } from '../../contract/invitations.ts'
import type { Session } from '../../contract/people.ts'
import { ApiError, api } from '../api.ts'
import { SignedOut } from '../auth/SignedOut.tsx'
import { formatDay } from '../i18n/format.ts'
import { switchLanguage } from '../i18n/index.ts'
import { FormProblem } from '../ui/FormProblem.tsx'
import { focusFirst, showErrors } from '../ui/form-errors.ts'
import { Failed, Loading } from '../ui/states.tsx'
import './invitations.css'
import { useAction } from '../ui/action.ts'

const route = getRouteApi('/invitation/$token')

/** Where the link of an invitation leads: a first password, and in. A link that is of no use says why. */
export function AcceptInvitation() {
	const { t } = useTranslation()
	const { token } = route.useParams()
	const isExample = token === 'example'
	const opened = useQuery({
		queryKey: ['invitation', token],
		queryFn: () => api.post<OpenedLink>('/invitation-links/open', { token }),
		enabled: !isExample,
		staleTime: 0,
	})
	if (isExample) return <Closed reason="example" />
	if (!opened.data) {
		return (
			<SignedOut title={t('invitations.accept.title')}>
				{opened.isPending ? <Loading lines={3} /> : <Failed error={opened.error} retry={opened.refetch} />}
			</SignedOut>
		)
	}
	if (opened.data.state !== 'open') return <Closed reason={opened.data.state} />
	return (
		<SignedOut title={t('invitations.accept.title')}>
			<PasswordForm token={token} link={opened.data} onClosed={() => void opened.refetch()} />
		</SignedOut>
	)
}

function Closed({ reason }: { reason: Exclude<OpenedLink['state'], 'open'> | 'example' }) {
	const { t } = useTranslation()
	return (
		<SignedOut title={t(`invitations.accept.${reason}_title`)}>
			<p role="status">{t(`invitations.accept.${reason}`)}</p>
			<p>
				<Link to="/sign-in">{t('invitations.accept.to_sign_in')}</Link>
			</p>
		</SignedOut>
	)
}

interface PasswordFormProps {
	token: string
	link: OpenedLink
	/** The link was used or withdrawn while the page was open. */
	onClosed: () => void
}

function PasswordForm({ token, link, onClosed }: PasswordFormProps) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const router = useRouter()
	const form = useForm({
		mode: 'uncontrolled',
		initialValues: { password: '' },
		validate: { password: (value) => value.length < 10 && t('account.too_short') },
	})
	const accept = useAction({
		mutationFn: ({ password }: { password: string }) =>
			api.post<Session>('/invitation-links/accept', { token, password }),
		onSuccess: async (session) => {
			client.clear()
			client.setQueryData(['session'], session)
			if (session.ui_language) await switchLanguage(session.ui_language)
			router.history.push('/')
		},
		onError: (error) => {
			if (!(error instanceof ApiError)) return
			showErrors(form, error.fields)
			if (error.code.startsWith('link_')) onClosed()
		},
	})
	const weak = accept.error instanceof ApiError && accept.error.code === 'password_weak'
	return (
		<form
			noValidate
			onSubmit={form.onSubmit(
				(values) => accept.mutate(values),
				(errors) => focusFirst(form, errors),
			)}
		>
			<p>
				{t('invitations.accept.lead')} {link.company && t('invitations.accept.company', { name: link.company })}
			</p>
			{!weak && <FormProblem error={accept.error} />}
			{/* Read only, but there: a password manager keeps it with the password. */}
			<TextInput
				label={t('invitations.accept.username')}
				description={link.sign_in === 'username' ? t('invitations.accept.username_hint') : undefined}
				autoComplete="username"
				value={link.username ?? ''}
				readOnly
			/>
			<PasswordInput
				label={t('invitations.accept.password')}
				description={t('account.new_hint')}
				autoComplete="new-password"
				required
				withAsterisk={false}
				key={form.key('password')}
				{...form.getInputProps('password')}
			/>
			<Button type="submit" loading={accept.isPending}>
				{t('invitations.accept.submit')}
			</Button>
			{link.expires_at && (
				<p className="muted">{t('invitations.accept.until', { date: formatDay(link.expires_at) })}</p>
			)}
		</form>
	)
}

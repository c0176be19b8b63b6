import { Button, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../../contract/people.ts'
import { ApiError, api } from '../api.ts'
import { useMay } from '../auth/session.ts'
import { useAction } from '../ui/action.ts'
import { FormProblem } from '../ui/FormProblem.tsx'
import { saved } from '../ui/notify.ts'
import { userQuery } from './queries.ts'

/** An administrator gives somebody a password; imported people have none until then. */
export function PasswordSection({ user }: { user: User }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const may = useMay()
	const form = useRef<HTMLFormElement>(null)
	const save = useAction({
		mutationFn: (password: string) => api.put(`/users/${user.id}/password`, { password }),
		onSuccess: () => {
			form.current?.reset()
			saved(t('users.password_saved'))
			void client.invalidateQueries({ queryKey: userQuery(user.id).queryKey })
		},
	})
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		save.mutate(String(new FormData(event.currentTarget).get('password')))
	}
	const wrong = save.error instanceof ApiError ? save.error.fields.password : undefined

	return (
		<section className="section" aria-labelledby="password">
			<h2 id="password">{t('users.password')}</h2>
			<p className="muted">{t(user.has_password ? 'users.password_set' : 'users.password_none')}</p>
			{may('invitations.send') && user.active && !user.has_password && !user.email_placeholder && (
				<p>
					<Link to="/admin/invitations/new" search={{ user_id: user.id }}>
						{t('invitations.invite_person')}
					</Link>
				</p>
			)}
			<form ref={form} className="inline-form" onSubmit={submit}>
				{!wrong && <FormProblem error={save.error} />}
				<PasswordInput
					name="password"
					label={t('users.password_new')}
					description={t('account.new_hint')}
					autoComplete="new-password"
					minLength={10}
					required
					withAsterisk={false}
					error={wrong}
				/>
				<Button type="submit" variant="default" loading={save.isPending}>
					{t('users.password_save')}
				</Button>
			</form>
		</section>
	)
}

import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { UiLanguage } from '../../contract/fields.ts'
import type { Session } from '../../contract/people.ts'
import { api } from '../api.ts'
import { switchLanguage, uiLanguage } from '../i18n/index.ts'
import { failed } from '../ui/notify.ts'

export function useSignOut(): () => Promise<void> {
	const client = useQueryClient()
	const navigate = useNavigate()
	return async () => {
		try {
			await api.delete('/session')
		} catch (error) {
			failed(error)
			return
		}
		await navigate({ to: '/sign-in' })
		// The next person at this screen must not see what this one saw.
		client.clear()
	}
}

/** Switches at once; what the server has worded (failures, problems) is fetched again in the new language. */
export function useLanguage(): [UiLanguage, (language: UiLanguage) => Promise<void>] {
	useTranslation()
	const client = useQueryClient()
	return [
		uiLanguage(),
		async (language) => {
			await switchLanguage(language)
			try {
				client.setQueryData<Session | null>(['session'], (session) => session && { ...session, ui_language: language })
				await api.patch('/session', { ui_language: language })
				await client.invalidateQueries()
			} catch (error) {
				failed(error)
			}
		},
	]
}

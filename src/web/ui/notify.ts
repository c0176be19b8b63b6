import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

export function saved(message: string): void {
	notifications.show({ message, role: 'status', closeButtonProps: { 'aria-label': i18next.t('app.close') } })
}

/** Stays until it is closed: a failure nobody saw is a lost change. */
export function failed(error: unknown): void {
	const message = error instanceof Error && error.name === 'ApiError' ? error.message : i18next.t('state.unexpected')
	notifications.show({
		message,
		color: 'red',
		role: 'alert',
		autoClose: false,
		closeButtonProps: { 'aria-label': i18next.t('app.close') },
	})
}

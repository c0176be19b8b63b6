import type { NotificationData } from '@mantine/notifications'
import i18next from 'i18next'

export function saved(message: string): void {
	show({ message, role: 'status' })
}

/** Stays until it is closed: a failure nobody saw is a lost change. */
export function failed(error: unknown): void {
	const message = error instanceof Error && error.name === 'ApiError' ? error.message : i18next.t('state.unexpected')
	show({ message, color: 'red', role: 'alert', autoClose: false })
}

/** Fetched with the first notice: no page needs one to be read. */
function show(notice: NotificationData): void {
	document.dispatchEvent(new Event(NOTICES_WANTED))
	void import('@mantine/notifications').then(({ notifications }) => {
		notifications.show({ ...notice, closeButtonProps: { 'aria-label': i18next.t('app.close') } })
	})
}

export const NOTICES_WANTED = 'listek:notices'

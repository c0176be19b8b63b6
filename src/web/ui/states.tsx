import { Button } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { Page } from './Page.tsx'

/** Grey lines, but only for waits a person would notice: a flash of them is worse than nothing. */
export function Loading({ lines = 6 }: { lines?: number }) {
	const { t } = useTranslation()
	const [visible, setVisible] = useState(false)
	useEffect(() => {
		const timer = setTimeout(() => setVisible(true), 200)
		return () => clearTimeout(timer)
	}, [])
	if (!visible) return null
	return (
		<div role="status">
			<span className="hidden-text">{t('state.loading')}</span>
			<div aria-hidden="true" className="skeleton">
				{Array.from({ length: lines }, (_, index) => (
					<i key={String(index)} />
				))}
			</div>
		</div>
	)
}

/** What happened, in the server's own sentence, and the way on. */
export function Failed({ error, retry }: { error: unknown; retry?: () => unknown }) {
	const { t } = useTranslation()
	const known = error instanceof ApiError
	const requestId = known && error.status >= 500 ? error.problem?.request_id : undefined
	// What is not there will not be there the next time either.
	const again = known && error.status === 404 ? undefined : retry
	return (
		<div role="alert" className="notice notice-error">
			<p>{known ? error.message : t('state.failed')}</p>
			{requestId && <p className="muted">{t('state.request_id', { id: requestId })}</p>}
			{again && (
				<Button size="xs" variant="default" onClick={() => again()}>
					{t('state.retry')}
				</Button>
			)}
		</div>
	)
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
	return (
		<div className="empty">
			<p className="empty-title">{title}</p>
			{children}
		</div>
	)
}

export function NotFound() {
	const { t } = useTranslation()
	return (
		<Page title={t('state.not_found_title')} narrow>
			<p>{t('state.not_found')}</p>
			<p>
				<Link to="/">{t('state.home')}</Link>
			</p>
		</Page>
	)
}

export function Forbidden() {
	const { t } = useTranslation()
	return (
		<Page title={t('state.forbidden_title')} narrow>
			<p>{t('state.forbidden')}</p>
			<p>
				<Link to="/">{t('state.home')}</Link>
			</p>
		</Page>
	)
}

export function RouteFailed({ error }: { error: unknown }) {
	const router = useRouter()
	return (
		<div className="page page-narrow">
			<Failed error={error} retry={() => router.invalidate()} />
		</div>
	)
}

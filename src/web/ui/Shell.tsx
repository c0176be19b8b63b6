import { ActionIcon } from '@mantine/core'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SideDialog } from './Dialog.tsx'
import { Icon, Mark } from './Icon.tsx'
import { Nav } from './Nav.tsx'
import { PersonMenu } from './PersonMenu.tsx'

/** The frame of every page behind the sign-in. */
export function Shell() {
	const { t } = useTranslation()
	const [open, setOpen] = useState(false)
	const path = useRouterState({ select: (state) => state.location.pathname })
	// biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes because the address changed
	useEffect(() => setOpen(false), [path])

	return (
		<div className="shell">
			<a className="skip" href="#content">
				{t('app.skip')}
			</a>
			{/* Not a <header>: a dialog brings its own, and a page has one banner. */}
			<section className="side" aria-label={t('app.name')}>
				<div className="side-brand">
					<Mark />
					<span>{t('app.name')}</span>
				</div>
				<div className="side-nav">
					<Nav />
				</div>
				<div className="side-person">
					<PersonMenu />
				</div>
				<ActionIcon
					className="side-burger"
					variant="subtle"
					color="gray"
					size={36}
					aria-label={t('app.menu')}
					aria-expanded={open}
					onClick={() => setOpen(true)}
				>
					<Icon name="menu" />
				</ActionIcon>
			</section>
			<SideDialog opened={open} onClose={() => setOpen(false)} size={280} title={t('app.name')}>
				<Nav />
			</SideDialog>
			<main id="content" tabIndex={-1}>
				<Outlet />
			</main>
		</div>
	)
}

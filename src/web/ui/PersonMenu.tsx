import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { displayName, sessionQuery } from '../auth/session.ts'
import { useLanguage, useSignOut } from '../auth/use.ts'
import { Icon } from './Icon.tsx'
import { useThemeChoice } from './theme-choice.ts'

/** One's own things: account, language, theme, the way out. Plain buttons, as some of them are choices, not commands. */
export function PersonMenu() {
	const { t } = useTranslation()
	const { data: session } = useQuery(sessionQuery)
	const id = useId()
	const menu = useRef<HTMLDivElement>(null)
	const signOut = useSignOut()
	const [language, setLanguage] = useLanguage()
	const [themeChoice, setThemeChoice] = useThemeChoice()
	if (!session) return null

	return (
		<>
			<button
				type="button"
				className="person"
				popoverTarget={id}
				aria-label={t('app.signed_in_as', { name: displayName(session.user) })}
			>
				<Icon name="person" />
				<span className="person-name">{displayName(session.user)}</span>
			</button>
			{/* The browser's own: it opens above everything, and closes by a click beside it and by Escape. */}
			<div id={id} ref={menu} popover="auto" className="person-menu">
				<Link to="/account" className="menu-item" onClick={() => menu.current?.hidePopover()}>
					{t('app.account')}
				</Link>
				<Choices
					label={t('app.language')}
					value={language}
					choices={(['cs', 'en'] as const).map((value) => ({ value, label: t(`account.${value}`), lang: value }))}
					onChoose={(value) => void setLanguage(value)}
				/>
				<Choices
					label={t('app.theme')}
					value={themeChoice}
					choices={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`app.theme_${value}`) }))}
					onChoose={setThemeChoice}
				/>
				<button type="button" className="menu-item menu-end" onClick={() => void signOut()}>
					{t('app.sign_out')}
				</button>
			</div>
		</>
	)
}

interface ChoicesProps<T extends string> {
	label: string
	value: T
	choices: { value: T; label: string; lang?: string }[]
	onChoose: (value: T) => void
}

function Choices<T extends string>({ label, value, choices, onChoose }: ChoicesProps<T>) {
	const id = useId()
	return (
		<section aria-labelledby={id} className="menu-section">
			<p id={id} className="menu-label">
				{label}
			</p>
			{choices.map((choice) => (
				<button
					key={choice.value}
					type="button"
					lang={choice.lang}
					className="menu-item"
					aria-pressed={choice.value === value}
					onClick={() => onChoose(choice.value)}
				>
					{choice.label}
					{choice.value === value && <Icon name="check" />}
				</button>
			))}
		</section>
	)
}

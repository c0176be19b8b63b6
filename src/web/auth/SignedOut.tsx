import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { switchLanguage, uiLanguage } from '../i18n/index.ts'
import { isFirstPage } from '../ui/first-page.ts'
import { Mark } from '../ui/Icon.tsx'

/** The frame of a page for people who are not signed in, with the choice of language nobody has made for them. */
export function SignedOut({ title, children }: { title: string; children: ReactNode }) {
	const { t } = useTranslation()
	useEffect(() => {
		// What comes after it is not; its form has placed the focus itself.
		isFirstPage()
	}, [])
	useEffect(() => {
		document.title = `${title} – ${t('app.name')}`
	}, [title, t])
	return (
		<main className="sign-in">
			<div className="sign-in-box">
				<div className="sign-in-brand">
					<Mark />
					<span>{t('app.name')}</span>
				</div>
				<h1>{title}</h1>
				{children}
				<div className="sign-in-foot">
					{(['cs', 'en'] as const).map((code) => (
						<button
							key={code}
							type="button"
							lang={code}
							className="link-button"
							aria-pressed={uiLanguage() === code}
							onClick={() => void switchLanguage(code)}
						>
							{t(`account.${code}`)}
						</button>
					))}
				</div>
			</div>
		</main>
	)
}

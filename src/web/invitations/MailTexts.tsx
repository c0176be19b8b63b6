import { useTranslation } from 'react-i18next'
import type { InvitationPreview } from '../../contract/invitations.ts'

/** The mail as the first person of each language gets it. */
export function MailTexts({ texts, sender }: Pick<InvitationPreview, 'texts' | 'sender'>) {
	const { t } = useTranslation()
	return (
		<section className="section" aria-labelledby="texts">
			<h2 id="texts">{t('invitations.new.text')}</h2>
			{texts.map(({ language, subject, text }) => (
				<article key={language} className="mail-text" aria-label={t(`invitations.new.in_${language}`)}>
					<p className="muted">
						{t(`invitations.new.in_${language}`)}. {t('invitations.new.from', { sender })}
					</p>
					<p>
						<strong>{t('invitations.new.subject', { subject })}</strong>
					</p>
					<p className="mail-body" lang={language}>
						{text}
					</p>
				</article>
			))}
		</section>
	)
}

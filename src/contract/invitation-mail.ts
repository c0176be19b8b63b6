import type { UiLanguage } from './fields.ts'
import { LINK_DAYS } from './invitations.ts'

export interface InvitationFacts {
	/** Who invites: the sender's name. */
	sender: string
	username: string
	/** Two accounts with one e-mail differ by it. */
	company: string | null
	link: string
}

interface MailText {
	subject: string
	text: string
}

/** The mail somebody is invited by, in their language. Plain text. */
export function invitationMail(language: UiLanguage, facts: InvitationFacts): MailText {
	return language === 'cs' ? czech(facts) : english(facts)
}

/** What an administrator sends to their own address, to see how it arrives. */
export function testMail(language: UiLanguage, facts: InvitationFacts): MailText {
	const { subject, text } = invitationMail(language, facts)
	return language === 'cs'
		? { subject: `Zkouška: ${subject}`, text: `Takto vypadá pozvánka. Odkaz v ní je jen na ukázku.\n\n${text}` }
		: {
				subject: `Test: ${subject}`,
				text: `This is what the invitation looks like. Its link is only an example.\n\n${text}`,
			}
}

function czech({ sender, username, company, link }: InvitationFacts): MailText {
	return {
		subject: `Váš účet: ${sender}`,
		text: [
			'Dobrý den,',
			'',
			`máte založený účet, ve kterém můžete zadávat a sledovat své požadavky (${sender}). Zbývá nastavit si heslo:`,
			'',
			link,
			'',
			...(company ? [`Společnost: ${company}`] : []),
			`Uživatelské jméno: ${username}`,
			'',
			`Odkaz platí ${LINK_DAYS} dní a použít ho lze jednou. Nikomu ho neposílejte.`,
			'Pokud účet nečekáte, nemusíte nic dělat: bez hesla se do něj nikdo nedostane.',
			'',
		].join('\n'),
	}
}

function english({ sender, username, company, link }: InvitationFacts): MailText {
	return {
		subject: `Your account: ${sender}`,
		text: [
			'Hello,',
			'',
			`${sender} has made an account for you, where you can send requests and follow them. What is left is to set a password:`,
			'',
			link,
			'',
			...(company ? [`Company: ${company}`] : []),
			`Username: ${username}`,
			'',
			`The link opens for ${LINK_DAYS} days and works once. Do not pass it on.`,
			'If you did not expect an account, you need not do anything: without a password nobody gets in.',
			'',
		].join('\n'),
	}
}

import type { Role, UiLanguage } from './fields.ts'
import type { SignInMethod } from './people.ts'

/** Whom to invite; what is not named does not narrow. */
export interface Audience {
	/** The people an import made. */
	import_id?: number
	user_id?: number
	role?: Role
	/** As in the list of users. */
	q?: string
	/** Also those who have an invitation that is still open; without it they are left out. */
	again?: boolean
}

/** Why somebody gets none. The first that fits: an inactive person with a password is inactive. */
export const LEFT_OUT = ['inactive', 'has_password', 'placeholder', 'invited'] as const
export type LeftOut = (typeof LEFT_OUT)[number]

export interface InvitedPerson {
	id: number
	username: string
	name: string | null
	email: string
	company: string | null
}

/** What a round would do, before anything is sent. */
export interface InvitationPreview {
	/** How many get one. */
	people: number
	/** How many of them are operators or administrators. */
	staff: number
	/** How many of them get it in each language. */
	languages: Record<UiLanguage, number>
	first: InvitedPerson[]
	left_out: { reason: LeftOut; count: number; first: InvitedPerson[] }[]
	/** What they read, with the first person of each language filled in. */
	texts: { language: UiLanguage; subject: string; text: string }[]
	/** Whether there is a mail server (`LISTEK_SMTP_URL`); without one links are handed over. */
	mail: boolean
	sender: string | null
	per_minute: number | null
	/** Where the links lead. */
	address: string
	/** Nobody else can open them: the public address (`LISTEK_URL`) is not set. */
	address_local: boolean
}

export const DELIVERIES = ['mail', 'links'] as const
export type Delivery = (typeof DELIVERIES)[number]

export const INVITATION_STATES = ['waiting', 'sending', 'sent', 'failed', 'unknown', 'void', 'link'] as const
export type InvitationState = (typeof INVITATION_STATES)[number]

export interface InvitationRound {
	id: number
	import_id: number | null
	delivery: Delivery
	state: 'sending' | 'stopped' | 'done'
	/** How many people are in each state. */
	counts: Record<InvitationState, number>
	people: number
	/** How many have set their password. */
	accepted: number
	/** What the mail server says when it takes no mail at all; it is asked again each minute. */
	problem: string | null
	per_minute: number | null
	created_by: { id: number; username: string } | null
	created_at: string
	finished_at: string | null
}

export interface Invitation extends Omit<InvitedPerson, 'id' | 'username' | 'email'> {
	id: number
	user_id: number
	/** Null: the person is no longer there. */
	username: string | null
	email: string | null
	state: InvitationState
	/** What the mail server answered, or why it is not sent. */
	answer: string | null
	attempted_at: string | null
	expires_at: string | null
	accepted_at: string | null
}

/** What a link is still good for. `used` also when there is a password already; `withdrawn`: the account is gone or inactive. */
export type LinkState = 'open' | 'used' | 'expired' | 'withdrawn' | 'unknown'

export interface OpenedLink {
	state: LinkState
	/** Whose account it is; only while it is open. */
	username: string | null
	name: string | null
	company: string | null
	/** Who invites: the name of the help desk. */
	sign_in: SignInMethod
	expires_at: string | null
}

/** How long a link opens. A list of thousands takes hours to send, and people are on holiday. */
export const LINK_DAYS = 14

import type { Target } from '../../contract/fields.ts'
import { type Concept, FIELD_OF, foldHeader } from './headers.ts'

/**
 * Programs whose exports name columns in a way no dictionary has. A profile
 * applies when the file has at least three of its headers: one alone may be
 * anybody's. Keys are folded, without spaces.
 */
const PROFILES: Readonly<Record<string, Readonly<Record<string, Concept>>>> = {
	money: {
		obchnazev: 'company',
		obchulice: 'street',
		obchmisto: 'city',
		obchpsc: 'postal_code',
		obchstat: 'country',
		ico: 'registration_number',
		dic: 'vat_number',
		tel1cislo: 'phone',
		email: 'email',
		www: 'website',
		faktnazev: 'full_name',
		dicsk: 'tax_id',
	},
	flexi: {
		kod: 'short_name',
		nazev: 'company',
		ic: 'registration_number',
		dic: 'vat_number',
		tel: 'phone',
		poznam: 'note',
		typvztahuk: 'tags',
		psc: 'postal_code',
		mesto: 'city',
	},
	helios: {
		cisloorg: 'external_id',
		nazev: 'company',
		druhynazev: 'short_name',
		ico: 'registration_number',
		dic: 'vat_number',
		stav: 'tags',
	},
	pohoda: {
		firma: 'company',
		utvar: 'department',
		ulice: 'street',
		obec: 'city',
		icdph: 'vat_number',
		firma2: 'tags',
		jmeno2: 'tags',
		ulice2: 'tags',
	},
	google: {
		organizationname: 'company',
		organizationtitle: 'position',
		email1value: 'email',
		phone1value: 'phone',
		email1label: 'tags',
		phone1label: 'tags',
		website1value: 'website',
		organization1name: 'company',
		organization1title: 'position',
		email1type: 'tags',
	},
	freshdesk: {
		fullname: 'full_name',
		workphone: 'phone',
		mobilephone: 'mobile',
		title: 'position',
		about: 'note',
		uniqueexternalid: 'external_id',
		timezone: 'tags',
	},
	hubspot: {
		recordid: 'external_id',
		companyname: 'company',
		companydomainname: 'website',
		websiteurl: 'website',
		jobtitle: 'position',
		associatedcompany: 'company',
		lifecyclestage: 'tags',
	},
}

const REQUIRED = 3

/** The field an exporter's own header stands for, when the file's headers are that exporter's. */
export function profileField(header: string, target: Target, headers: readonly string[]): string | undefined {
	const own = key(header)
	for (const profile of Object.values(PROFILES)) {
		const concept = profile[own]
		if (concept && isOf(profile, headers)) return FIELD_OF[target][concept]
	}
	return undefined
}

/** Looks no further than it must: asked for every one of 2,000 long headers this would take a minute. */
function isOf(profile: Readonly<Record<string, Concept>>, headers: readonly string[]): boolean {
	let found = 0
	return headers.some((header) => profile[key(header)] !== undefined && ++found === REQUIRED)
}

function key(header: string): string {
	return foldHeader(header).replaceAll(' ', '')
}

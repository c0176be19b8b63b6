import { queryOptions } from '@tanstack/react-query'
import type { UiLanguage } from '../../contract/fields.ts'
import type { Step } from '../import/sums.ts'

/** A paragraph, a list, or something drawn from what the program knows. */
export type Block = string | { list: string[] } | { ordered: string[] } | { part: 'samples' | 'fields' | 'issues' }

export interface HelpSection {
	id: string
	title: string
	/** Beside which steps of the wizard it is opened. */
	steps: Step[]
	blocks: Block[]
}

export interface HelpTexts {
	title: string
	contents: string
	/** Of the page with everything, from the part beside a step. */
	whole: string
	open: string
	lead: string
	sections: HelpSection[]
	issues: { errors: string; warnings: string; problem: string; todo: string }
	fields: { field: string; required: string; longest: string; yes: string }
}

/** Ten pages of text are for whoever opens them, not for every first load. */
const LOAD: Record<UiLanguage, () => Promise<HelpTexts>> = {
	cs: async () => (await import('../i18n/cs.help.ts')).csHelp,
	en: async () => (await import('../i18n/en.help.ts')).enHelp,
}

export function helpQuery(language: UiLanguage) {
	return queryOptions({
		queryKey: ['help', language],
		queryFn: () => LOAD[language](),
		staleTime: Number.POSITIVE_INFINITY,
	})
}

import type { csKept } from './cs.kept.ts'
import type { Messages } from './messages.ts'

export const enKept: Messages<typeof csKept> = {
	until: 'It can be taken back until {{date}}.',
	dropped:
		'This import can no longer be taken back: its file, rows and list of changes went on {{date}}, as set. The records it made or changed stay.',
	dropped_short: 'can no longer be taken back',
	same: 'The very same file was imported on {{date}} ({{who}}). You can go on; the check shows what differs since.',
	same_link: 'Show that import',
	same_shell: 'from the command line',
	title: 'Keeping imports',
	lead: 'An import can be taken back as long as its file, rows and list of changes are kept. Then they go; the records it made or changed, and its counts, stay. Unfinished imports are cancelled after that time.',
	days: 'Days to keep imports',
	days_hint: 'From 1 to 3,650. Once saved, older imports go within a few seconds.',
	saved: 'The setting is saved.',
	shorter_question_one: 'Keep imports for {{count, number}} day only?',
	shorter_question_other: 'Keep imports for {{count, number}} days only?',
	shorter_text_one:
		'Imports older than {{count, number}} day can then no longer be taken back, even if you set more days again.',
	shorter_text_other:
		'Imports older than {{count, number}} days can then no longer be taken back, even if you set more days again.',
	shorter_confirm_one: 'Keep them for {{count, number}} day',
	shorter_confirm_other: 'Keep them for {{count, number}} days',
	days_invalid: 'Enter a whole number from 1 to 3,650.',
}

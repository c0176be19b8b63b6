/** How long an import is kept, and that its file was here before. */
export const csKept = {
	until: 'Vrátit ho jde do {{date}}.',
	dropped:
		'Tento import už nejde vrátit: {{date}} jsme podle nastavení smazali jeho soubor, řádky a přehled změn. Záznamy, které založil nebo změnil, zůstávají.',
	dropped_short: 'už nejde vrátit',
	same: 'Stejný soubor jste už naimportovali {{date}} ({{who}}). Pokračovat můžete; co se od té doby liší, uvidíte v kontrole.',
	same_link: 'Zobrazit ten import',
	same_shell: 'z příkazové řádky',
	title: 'Uchovávání importů',
	lead: 'Import jde vrátit, dokud uchováváme jeho soubor, řádky a přehled změn. Potom je smažeme; záznamy, které založil nebo změnil, a jeho počty zůstanou. Nedokončené importy po té době zrušíme.',
	days: 'Kolik dní importy uchovávat',
	days_hint: 'Od 1 do 3 650. Starší importy se po uložení smažou do několika sekund.',
	saved: 'Nastavení je uložené.',
	shorter_question_one: 'Zkrátit dobu na {{count, number}} den?',
	shorter_question_few: 'Zkrátit dobu na {{count, number}} dny?',
	shorter_question_other: 'Zkrátit dobu na {{count, number}} dní?',
	shorter_text_one: 'Importy starší než {{count, number}} den už pak nepůjde vrátit, ani když dobu zase prodloužíte.',
	shorter_text_few: 'Importy starší než {{count, number}} dny už pak nepůjde vrátit, ani když dobu zase prodloužíte.',
	shorter_text_other: 'Importy starší než {{count, number}} dní už pak nepůjde vrátit, ani když dobu zase prodloužíte.',
	shorter_confirm: 'Zkrátit dobu',
	days_invalid: 'Napište celé číslo od 1 do 3 650.',
}

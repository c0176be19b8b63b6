import type { UiLanguage } from './fields.ts'
import type { FailureCode } from './issues.ts'

/** Why a file cannot be read as a table, and what to do next. `{line}` and `{limit}` are filled in. */
const FAILURES: Readonly<Record<FailureCode, Record<UiLanguage, string>>> = {
	file_empty: {
		cs: 'Soubor je prázdný. Nic jsme nezapsali. Zkontrolujte, že jste vybrali správný soubor, a exportujte ho znovu.',
		en: 'The file is empty. Nothing was written. Check that it is the right file and export it again.',
	},
	file_header_only: {
		cs: 'Pod hlavičkou nejsou žádné řádky s daty. Nic jsme nezapsali. Exportujte soubor znovu i s daty, nebo opravte, který řádek je hlavička.',
		en: 'There are no rows of data below the header. Nothing was written. Export the file again with its data, or correct which line is the header.',
	},
	file_binary: {
		cs: 'Tento soubor není text, takže v něm nejsou řádky tabulky. Nic jsme nezapsali. Exportujte data jako CSV.',
		en: 'This file is not text, so there are no rows of a table in it. Nothing was written. Export the data as CSV.',
	},
	file_spreadsheet: {
		cs: 'Toto je sešit Excelu nebo archiv, ne CSV. Nic jsme nezapsali. Otevřete ho v tabulkovém editoru a uložte jako „CSV UTF-8“.',
		en: 'This is a spreadsheet or an archive, not CSV. Nothing was written. Open it in a spreadsheet editor and save it as “CSV UTF-8”.',
	},
	file_spreadsheet_protected: {
		cs: 'Sešit je chráněný heslem, takže ho nelze přečíst. Nic jsme nezapsali. Otevřete ho v Excelu, heslo zrušte (Soubor → Informace → Zamknout sešit) a nahrajte ho znovu.',
		en: 'The workbook is protected by a password, so it cannot be read. Nothing was written. Open it in Excel, remove the password (File → Info → Protect Workbook) and upload it again.',
	},
	file_spreadsheet_old: {
		cs: 'Toto je sešit ve starém formátu Excelu (.xls). Nic jsme nezapsali. Otevřete ho v tabulkovém editoru, uložte jako sešit .xlsx a nahrajte ho znovu.',
		en: 'This is a workbook in the old format of Excel (.xls). Nothing was written. Open it in a spreadsheet editor, save it as an .xlsx workbook and upload it again.',
	},
	file_not_text: {
		cs: 'Text souboru se nepodařilo přečíst v žádném známém kódování. Nic jsme nezapsali. Uložte soubor jako „CSV UTF-8“ a nahrajte ho znovu.',
		en: 'The file cannot be read in any known encoding. Nothing was written. Save it as “CSV UTF-8” and upload it again.',
	},
	file_not_a_table: {
		cs: 'V souboru jsme nenašli tabulku. Nic jsme nezapsali. První řádek má obsahovat názvy sloupců oddělené středníkem nebo čárkou.',
		en: 'There is no table in the file. Nothing was written. Its first line should hold the columns’ names, separated by semicolons or commas.',
	},
	file_too_large: {
		cs: 'Soubor je větší, než je povoleno. Nic jsme nezapsali. Rozdělte ho na menší části.',
		en: 'The file is larger than allowed. Nothing was written. Split it into smaller parts.',
	},
	file_damaged: {
		cs: 'Uložený soubor se poškodil, není takový, jaký byl nahrán. Nic jsme nezapsali. Nahrajte ho znovu.',
		en: 'The stored file is damaged, it is not what was uploaded. Nothing was written. Upload it again.',
	},
	too_many_columns: {
		cs: 'Řádek {line} má více než 2 000 sloupců, to nevypadá na seznam zákazníků. Nic jsme nezapsali. Zkontrolujte oddělovač.',
		en: 'Line {line} has more than 2,000 columns, which does not look like a list of customers. Nothing was written. Check the delimiter.',
	},
	cell_too_long: {
		cs: 'Buňka na řádku {line} je delší než 1 milion znaků. Nic jsme nezapsali. Nejspíš na tomto řádku chybí uvozovka; opravte ji, nebo text zkraťte.',
		en: 'A cell on line {line} is longer than 1 million characters. Nothing was written. Probably a quote is missing on that line; fix it or shorten the text.',
	},
	interrupted: {
		cs: 'Import byl přerušen. Nic jsme nezapsali. Spusťte kontrolu znovu.',
		en: 'The import was interrupted. Nothing was written. Run the check again.',
	},
}

export function failureText(code: FailureCode, language: UiLanguage, line: number | null): string {
	return FAILURES[code][language].replaceAll('{line}', line === null ? '?' : String(line))
}

import type { IssueTexts } from './issue-texts.ts'

export const csIssues: IssueTexts = {
	too_many_fields: {
		wrong: 'Řádek má víc hodnot než hlavička sloupců',
		todo: 'Nejspíš je uvnitř některé hodnoty oddělovač. Uzavřete takovou hodnotu do uvozovek, nebo v kroku Soubor zkontrolujte oddělovač.',
	},
	too_few_fields: {
		wrong: 'Řádek má méně hodnot než hlavička sloupců',
		todo: 'Nejspíš je záznam rozdělený na dva řádky, nebo v něm chybí oddělovač. Opravte ho v souboru.',
	},
	quote_not_closed: {
		wrong: 'Uvozovky na tomto řádku začínají, ale nekončí',
		todo: 'Doplňte koncové uvozovky. Uvozovky uvnitř hodnoty se v CSV píšou dvakrát.',
	},
	text_after_quote: {
		wrong: 'Za koncovými uvozovkami pokračuje text',
		todo: 'Uvozovky uvnitř hodnoty se v CSV píšou dvakrát. Opravte je v souboru.',
	},
	undecodable: {
		wrong: 'Některé znaky nejdou v kódování souboru přečíst',
		todo: 'V kroku Soubor zkuste jiné kódování. Když je správné, přepište v souboru poškozenou hodnotu.',
	},
	name_missing: {
		wrong: 'Chybí název společnosti',
		todo: 'Název je povinný. Doplňte ho v souboru, nebo v kroku Sloupce zkontrolujte, který sloupec ho obsahuje.',
	},
	username_missing: {
		wrong: 'Chybí uživatelské jméno',
		todo: 'Uživatelské jméno je povinné. Doplňte ho, nebo je nechte vytvořit z e-mailu či jako jmeno.prijmeni.',
	},
	email_missing: {
		wrong: 'Chybí e-mail',
		todo: 'E-mail je povinný. Doplňte ho, nebo nechte chybějící nahradit smyšlenými adresami, které si označíme.',
	},
	email_invalid: {
		wrong: 'Toto není e-mailová adresa',
		todo: 'Adresa má tvar jmeno@domena.cz. V buňce smí být jen jedna.',
	},
	role_invalid: {
		wrong: 'Neznámá role',
		todo: 'Použijte Koncový uživatel, Operátor nebo Administrátor. Nebo sloupec neimportujte a roli vyberte pro celý soubor.',
	},
	username_invalid: {
		wrong: 'Takové uživatelské jméno mít nelze',
		todo: 'Uživatelské jméno nesmí obsahovat mezery. Nejlépe je e-mail nebo jmeno.prijmeni.',
	},
	language_invalid: {
		wrong: 'Neznámý jazyk',
		todo: 'Použijte název nebo zkratku jazyka, například čeština nebo cs.',
	},
	active_invalid: {
		wrong: 'Není jasné, zda je uživatel aktivní',
		todo: 'Použijte ano, nebo ne.',
	},
	company_tickets_invalid: {
		wrong: 'Není jasné, zda má vidět požadavky celé společnosti',
		todo: 'Použijte ano, nebo ne.',
	},
	name_repeated: {
		wrong: 'Společnost s tímto názvem je už v souboru výš',
		todo: 'Nechte v souboru jen jeden z řádků. Velikost písmen nerozhoduje.',
	},
	username_repeated: {
		wrong: 'Toto uživatelské jméno je už v souboru výš',
		todo: 'Každý řádek potřebuje jiné. Člověk pod více společnostmi má mít jméno pokaždé jiné, třeba s číslem na konci.',
	},
	name_taken: {
		wrong: 'Společnost s tímto názvem už v Lístku je',
		todo: 'Podruhé ji nezaložíme. Řádek vynechte, nebo v kroku Sloupce zvolte změnu existujících záznamů.',
	},
	username_taken: {
		wrong: 'Toto uživatelské jméno už v Lístku někdo má',
		todo: 'Když jde o téhož člověka, řádek vynechte, nebo v kroku Sloupce zvolte změnu existujících záznamů. Když o jiného, dejte mu jiné uživatelské jméno.',
	},
	external_id_repeated: {
		wrong: 'Toto externí ID je už v souboru výš',
		todo: 'Externí ID označuje jeden záznam. Opravte ho, nebo nechte jen jeden z řádků.',
	},
	external_id_taken: {
		wrong: 'Záznam s tímto externím ID už v Lístku je',
		todo: 'Řádek vynechte, externí ID opravte, nebo v kroku Sloupce zvolte změnu existujících záznamů.',
	},
	registration_number_repeated: {
		wrong: 'Toto IČO je už v souboru výš',
		todo: 'IČO označuje jednu společnost. Opravte ho, nebo nechte jen jeden z řádků.',
	},
	registration_number_taken: {
		wrong: 'Společnost s tímto IČO už v Lístku je',
		todo: 'Řádek vynechte, IČO opravte, nebo v kroku Sloupce zvolte změnu existujících záznamů.',
	},
	email_repeated: {
		wrong: 'Tento e-mail je v souboru víckrát',
		todo: 'Při přihlašování e-mailem smí mít každý e-mail jen jeden uživatel; jinak zkontrolujte, zda nejde o téhož člověka dvakrát.',
	},
	email_taken: {
		wrong: 'Tento e-mail už v Lístku někdo má',
		todo: 'Při přihlašování e-mailem smí mít každý e-mail jen jeden uživatel; jinak zkontrolujte, zda toho člověka v Lístku už nemáte.',
	},
	company_unknown: {
		wrong: 'Společnost kontaktu neznáme',
		todo: 'Přidejte k importu soubor společností, nebo je nechte založit jen s názvem.',
	},
	company_ambiguous: {
		wrong: 'Názvu odpovídá víc společností',
		todo: 'Napište v souboru místo názvu IČO, nebo přesný název té správné.',
	},
	group_unknown: {
		wrong: 'Tuto skupinu operátorů v Lístku nemáte',
		todo: 'Nechte skupiny založit, nebo opravte název. Víc skupin v jedné buňce se odděluje čárkou nebo středníkem.',
	},
	not_found: {
		wrong: 'Záznam, který se má změnit, v Lístku není',
		todo: 'Zkontrolujte hodnotu, podle které záznam hledáme, nebo řádek vyřaďte.',
	},
	key_missing: {
		wrong: 'Chybí hodnota, podle které se záznam hledá',
		todo: 'Doplňte ji v souboru, nebo zvolte jiné pole, podle kterého existující záznamy poznáme.',
	},
	key_ambiguous: {
		wrong: 'Této hodnotě odpovídá více záznamů',
		todo: 'Zvolte jiné pole, podle kterého existující záznamy poznáme, například uživatelské jméno.',
	},
	registration_number_invalid: {
		wrong: 'IČO nesedí kontrolní číslice',
		todo: 'Řádek se naimportuje s hodnotou, jaká je. Jen ověřte, zda v ní není překlep.',
	},
	vat_number_invalid: {
		wrong: 'DIČ nemá obvyklý tvar',
		todo: 'Řádek se naimportuje s hodnotou, jaká je. Obvyklý tvar je CZ a 8 až 10 číslic.',
	},
	phone_invalid: {
		wrong: 'Telefon nevypadá jako telefonní číslo',
		todo: 'Řádek se naimportuje s hodnotou, jaká je.',
	},
	phone_several: {
		wrong: 'V telefonu je víc čísel',
		todo: 'Mobilní číslo dáme do pole Mobil, všechna ostatní se naimportují do Telefonu. Nechte v něm to, na které se má volat.',
	},
	email_several: {
		wrong: 'V e-mailu je víc adres',
		todo: 'Naimportuje se ta první, všechny ostatní dáme do poznámky. Má-li se psát na jinou, opravte ji tady.',
	},
	postal_code_invalid: {
		wrong: 'PSČ nemá obvyklý tvar',
		todo: 'Řádek se naimportuje s hodnotou, jaká je. Obvyklý tvar je 123 45.',
	},
	email_placeholder: {
		wrong: 'E-mail je zjevně smyšlený',
		todo: 'Řádek se naimportuje, adresu si označíme a nikdy na ni nic nepošleme.',
	},
	groups_ignored: {
		wrong: 'Zákazníci ve skupinách operátorů nejsou',
		todo: 'Řádek se naimportuje bez skupin. Jestli to mají být operátoři, zvolte pro import tuto roli.',
	},
	email_mistyped: {
		wrong: 'V doméně e-mailu je nejspíš překlep',
		todo: 'Řádek se naimportuje s adresou, jaká je, ale pošta na ni nejspíš nedojde. Všechny jde opravit najednou.',
	},
	spreadsheet_damage: {
		wrong: 'Hodnotu poškodil tabulkový program',
		todo: 'Naimportovala by se tak, jak je. Vyexportujte ji znovu z původního systému jako text, bez otevření v Excelu.',
	},
	formula: {
		wrong: 'Hodnota vypadá jako vzorec',
		todo: 'Naimportuje se jako obyčejný text. Jen ověřte, zda tam patří.',
	},
	too_long: {
		wrong: '{{field}}: hodnota je delší než {{max}} znaků',
		todo: 'Zkraťte ji v souboru, nebo zkontrolujte, zda je sloupec přiřazený ke správnému poli.',
	},
}

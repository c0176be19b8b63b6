import type { Target } from '../../contract/fields.ts'
import { normalForm } from '../../values/normal.ts'

/** What a column is about, by its header alone. Those without a field of ours are known so that they are left alone. */
export type Concept = keyof typeof SYNONYMS

/** Where a concept goes, per target. A concept that stands in neither is recognised and not imported. */
export const FIELD_OF: Readonly<Record<Target, Partial<Record<Concept, string>>>> = {
	companies: {
		company: 'name',
		name: 'name',
		registration_number: 'registration_number',
		vat_number: 'vat_number',
		street: 'street',
		city: 'city',
		postal_code: 'postal_code',
		country: 'country',
		phone: 'phone',
		email: 'email',
		website: 'website',
		note: 'note',
		external_id: 'external_id',
	},
	users: {
		company: 'company',
		first_name: 'first_name',
		last_name: 'last_name',
		title_before: 'title_before',
		title_after: 'title_after',
		username: 'username',
		email: 'email',
		phone: 'phone',
		mobile: 'mobile',
		position: 'position',
		role: 'role',
		language: 'language',
		active: 'active',
		groups: 'groups',
		company_tickets: 'company_tickets',
		note: 'note',
		external_id: 'external_id',
	},
}

/** Czech; Slovak; English; German; Polish, with diacritics for the reader: they are compared folded. */
const SYNONYMS = {
	name: `název; názov; name; bezeichnung; nazwa`,
	company: `název společnosti, název firmy, název organizace, název klienta, název zákazníka, obchodní jméno, obchodní firma,
		obchodní název, firma, společnost, organizace, subjekt, klient, zákazník, odběratel, partner, zaměstnavatel;
		názov spoločnosti, názov firmy, názov organizácie, názov klienta, názov zákazníka, obchodné meno, spoločnosť, organizácia, zákazník, odberateľ, zamestnávateľ;
		company, company name, organization, organisation, organization name, organisation name, account, account name, customer, customer name, client, client name, work company;
		firmenname, unternehmen, kunde, kundenname; nazwa firmy, organizacja, pracodawca`,
	registration_number: `IČO, IČ, identifikační číslo, identifikační číslo osoby, ičo firmy, ič společnosti, ičo společnosti; identifikačné číslo;
		company id, company number, registration number, company registration number, reg no, business id; handelsregisternummer, firmenbuchnummer`,
	vat_number: `DIČ, daňové identifikační číslo, VAT ID, DIČ společnosti, DIČ firmy; IČ DPH;
		vat, vat number, vat no, vat id number; ust-idnr, ust-id, uid, umsatzsteuer-id`,
	street: `ulice, ulice a číslo, ulice číslo, ulice a č.p., ulice č.p., ulice a číslo popisné, ulice fakturační, ulice firemní, sídlo ulice; ulica, ulica a číslo;
		street, street address, address 1, address line 1, business street, work address, address 1 - street; straße, strasse, straße geschäftlich; ulica i numer`,
	city: `město, obec, město obec, místo, město fakturační; mesto;
		city, town, business city, work city, locality, address 1 - city; ort, stadt, ort geschäftlich; miasto, miejscowość`,
	postal_code: `PSČ, poštovní směrovací číslo, směrovací číslo; poštové smerovacie číslo;
		zip, zip code, postal code, postcode, business postal code, address 1 - postal code; plz, postleitzahl; kod pocztowy`,
	country: `země, stát, kód země, kód státu; krajina, štát, kód krajiny;
		country, country code, country/region, business country/region, business country, address 1 - country; land, staat, länderkennzeichen; państwo`,
	phone: `telefon, tel., telefonní číslo, telefon 1, pevná linka, telefon do zaměstnání, pracovní telefon, telefon práce, spojení;
		telefón, tel. číslo, telefónne číslo, telefón do práce;
		phone, phone number, telephone, work phone, business phone, primary phone, office phone, phone 1 - value;
		telefonnummer, telefon geschäftlich, tel. dienstlich, haupttelefon; numer telefonu, telefon służbowy`,
	mobile: `mobil, mobilní telefon, mobilní číslo, číslo na mobil, GSM, mobilní, mob., mobilní tel., tel. mobil; mobilný telefón, mobilné číslo;
		mobile, mobile phone, mobile number, mobile phone number, cell, cell phone; mobiltelefon, handy, mobil-tel.-nr.; telefon komórkowy, komórka, numer komórkowy`,
	email: `e-mail, mail, e-mailová adresa, adresa elektronické pošty, el. pošta, první e-mail, e-mail 1, kontaktní e-mail; mailová adresa;
		email address, primary email, e-mail 1 - value; e-mail-adresse, primäre e-mail-adresse; adres e-mail, adres email`,
	website: `web, www, webové stránky, webová stránka, internetové stránky, webová stránka 1; webové stránky;
		website, web page, url, web page 1, website 1 - value, homepage, website url; webseite; strona www, strona internetowa`,
	note: `poznámka, poznámky, pozn., komentář, popis, text, poznámka interní; poznámka;
		note, notes, comment, description, about, details, info; notiz, notizen, bemerkung; uwagi, notatka, notatki`,
	external_id: `ID, externí ID, číslo klienta, zákaznické číslo, číslo zákazníka, č. zákazníka, č. klienta, číslo odběratele, kód zákazníka, kód klienta, kód odběratele; externé ID, zákaznícke číslo;
		external id, unique external id, customer number, customer id; kundennummer, externe id`,
	first_name: `jméno, křestní jméno, křestní; meno, krstné meno, prvé meno;
		first name, given name, forename, first; vorname; imię`,
	last_name: `příjmení; priezvisko; last name, surname, family name, last; nachname, familienname; nazwisko`,
	title_before: `titul, titul před, titul před jménem, tituly; titul pred menom;
		title, title before, name prefix, prefix, degree, academic title; titel, akademischer titel`,
	title_after: `titul za, titul za jménem, přípona; titul za menom; title after, name suffix, suffix; namenszusatz`,
	username: `uživatelské jméno, uživ. jméno, uživatel, login, přihlašovací jméno, přihlašovací údaj, uživatelský účet;
		používateľské meno, prihlasovacie meno, používateľ;
		username, user name, user, user id, login name, account login; benutzername, anmeldename, benutzer; nazwa użytkownika`,
	role: `role, role uživatele, typ uživatele, oprávnění; rola, typ používateľa; roles, user role, user type; rolle`,
	position: `pozice, funkce, pracovní pozice, pracovní zařazení, pracovní titul, profese, zaměstnání; pozícia, funkcia, pracovná pozícia;
		job title, position, organization title, function, work title; funktion; stanowisko`,
	language: `jazyk, jazyk komunikace, preferovaný jazyk; jazyk; language, locale, lang, preferred language; sprache; język`,
	active: `aktivní, je aktivní, stav účtu; aktívny; active, is active, enabled; aktiv`,
	groups: `skupina, skupiny, skupina operátorů, skupiny operátorů, skupina řešitelů, řešitelská skupina, tým, týmy; skupiny operátorov, skupina riešiteľov, tím, tímy;
		groups, group, operator groups, agent groups, assignment group, team, teams; gruppe, gruppen, bearbeitergruppe, bearbeitergruppen`,
	company_tickets: `vidí požadavky společnosti, vidí celou společnost, požadavky společnosti, požadavky celé společnosti, vidí tikety společnosti, vidí všechny požadavky společnosti;
		vidí požiadavky spoločnosti, požiadavky spoločnosti, požiadavky celej spoločnosti;
		company tickets, sees company tickets, sees the company's tickets, can see all company tickets, can see all tickets from this company, view all company tickets;
		firmentickets, tickets der firma, sieht firmentickets, sieht tickets der firma`,
	// A way to take a cell apart, and no field.
	full_name: `celé jméno, jméno a příjmení, jméno příjmení, příjmení a jméno, příjmení jméno, titul jméno příjmení, titul jméno a příjmení, příjmení jméno titul, jméno příjmení titul,
		jméno osoby, jméno kontaktu, zaměstnanec, pracovník, zobrazované jméno, zobrazené jméno, kontaktní osoba, kontakt, osoba, oslovované jméno;
		celé meno, meno a priezvisko, meno priezvisko, priezvisko a meno, priezvisko meno, kontaktná osoba, zobrazované meno;
		full name, name and surname, name surname, surname name, first and last name, last name first name, display name, contact, contact name, contact person, file as; vollständiger name, vor- und nachname, vorname nachname, nachname vorname, anzeigename, ansprechpartner; imię i nazwisko, nazwisko i imię, imię nazwisko, nazwisko imię`,
	// From here on: known, and not imported.
	middle_name: `druhé jméno, další jméno, prostřední jméno; stredné meno; middle name, additional name; zweiter vorname, weitere vornamen`,
	short_name: `zkratka, zkrácený název, kód, kód firmy; skratka; short name, code, alias; kurzname, kürzel`,
	tax_id: `daňové číslo; daňové číslo; tax id, tax number, tin; steuernummer, st-nr; NIP, REGON`,
	house_number: `číslo popisné, č.p., čp, číslo domovní, číslo orientační, č.or.; súpisné číslo, orientačné číslo; house number, building number; hausnummer`,
	address: `adresa, sídlo, fakturační adresa, adresa sídla; fakturačná adresa; address, billing address, address 1 - formatted; adresse, anschrift; adres`,
	region: `kraj, okres, region; kraj; state, county, province, business state; bundesland; województwo`,
	salutation: `oslovení; oslovenie; salutation; anrede`,
	email_2: `druhý e-mail, e-mail 2, další e-mail, soukromý e-mail; ďalší e-mail, súkromný e-mail;
		e-mail 2 address, secondary email, e-mail 2 - value, other emails; e-mail 2: adresse, sekundäre e-mail-adresse`,
	phone_2: `telefon 2, další telefon, telefon domů, mobil 2; telefón domov; phone 2, business phone 2, other phone, home phone, phone 2 - value;
		telefon geschäftlich 2, weiteres telefon, telefon privat`,
	fax: `fax, faxové číslo, číslo na pager; fax; business fax, fax number, pager; fax geschäftlich, fax-nummer`,
	department: `oddělení, útvar, středisko; oddelenie; department, organization department, work dept, division; abteilung; dział`,
	manager: `manažer, nadřízený, vedoucí; manažér, nadriadený; manager, manager's name, reporting manager; vorgesetzter`,
	employee_number: `osobní číslo, ID zaměstnance, číslo zaměstnance; osobné číslo, ID zamestnanca; employee id, employee number; personalnummer`,
	domain: `doména, e-mailová doména; doména; domain, domains, company domains; domäne`,
	tags: `štítky, značky, kategorie; kategória; tags, labels, group membership, categories; kategorien, schlagwörter; stanovisko`,
	data_box: `datová schránka, ID datové schránky, ISDS; elektronická schránka; data box; datenbox`,
	bank_account: `číslo účtu, bankovní účet, bankovní spojení; IBAN; bank account; kontonummer`,
} as const

/** A header as it is compared: no diacritics, letter case, quotes or punctuation, single spaces. */
export function foldHeader(header: string): string {
	return normalForm(header, 'NFKD')
		.replace(/[\p{M}\u200b-\u200f\u2060\ufeff"'`´’„“”]/gu, '')
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.replace(/[\s_\-–.,/:()*]+/g, ' ')
		.trim()
}

const byName = new Map<string, Concept>()
const byTightName = new Map<string, Concept>()
for (const [concept, languages] of Object.entries(SYNONYMS) as [Concept, string][])
	for (const synonym of languages.split(/[,;]/)) {
		const key = foldHeader(synonym)
		byName.set(key, concept)
		byTightName.set(key.replaceAll(' ', ''), concept)
	}

/** The concept a header names exactly, after folding. */
export function conceptOf(header: string): Concept | undefined {
	return byName.get(foldHeader(header))
}

/** The same, with all spaces left out too: `FirstName`, `I. Č. O.`. */
export function conceptOfTight(header: string): Concept | undefined {
	return byTightName.get(foldHeader(header).replaceAll(' ', ''))
}

/** Folded synonyms with their concepts, for comparing by likeness. */
export function synonyms(): ReadonlyMap<string, Concept> {
	return byName
}

/** How many different headers that somebody uses are among the cells: the strongest sign of a header line and of a right encoding. */
export function countKnownHeaders(cells: readonly string[]): number {
	const known = new Set<Concept>()
	for (const cell of cells) {
		const concept = cell !== '' && cell.length < 60 ? conceptOfTight(cell) : undefined
		// `Osoba;Osoba;Osoba;Firma` stands above the header and says less than it.
		if (concept) known.add(concept)
	}
	return known.size
}

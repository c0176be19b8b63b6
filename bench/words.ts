/** Words the made-up companies and people are made of. */

export const MEN =
	words(`Jiří Jan Petr Josef Pavel Martin Tomáš Jaroslav Miroslav Zdeněk František Václav Michal Milan Karel Jakub
	Lukáš David Vladimír Ladislav Ondřej Roman Stanislav Marek Radek Daniel Antonín Vojtěch Filip Adam Miloslav Matěj Aleš
	Jaromír Libor Dominik Vlastimil Jindřich Miloš Oldřich Rudolf Ivan Luboš Dušan Robert Štěpán Šimon Bohumil Radim Kryštof`)

export const WOMEN =
	words(`Jana Marie Eva Hana Anna Lenka Kateřina Lucie Věra Alena Petra Veronika Jaroslava Tereza Martina Michaela
	Jitka Helena Ludmila Zdeňka Ivana Monika Eliška Zuzana Markéta Jarmila Barbora Jiřina Marcela Kristýna Dana Božena Dagmar
	Vlasta Pavla Andrea Klára Iveta Natálie Šárka Růžena Libuše Olga Nikola Blanka Renata Květoslava Štěpánka Žofie Adéla`)

export const SURNAMES =
	words(`Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Marek Pospíšil Hájek
	Král Jelínek Růžička Beneš Fiala Sedláček Doležal Zeman Kolář Krejčí Navrátil Čermák Vaněk Urban Blažek Kříž Kovář Kratochvíl
	Bartoš Vlček Polák Musil Kopecký Šimek Konečný Malý Čech Štěpánek Staněk Holub Dostál Soukup Mareš Sýkora Moravec Šťastný
	Valenta Vávra Matoušek Bláha Bureš Říha Hruška Mašek Dušek Pavlík Hrubý Havlíček Janda Mach Müller Liška Tichý Žák Vojtíšek
	Bárta Kadlec Kubát Ševčík Machač Toman Stejskal Zelenka Kašpar Hlaváček Slavík Tomeš Jaroš Adámek Vacek Šebesta Brož Beran
	Havel Žižka Nedvěd Ptáček Cibulka Straka Chalupa Trnka Ondráček Chvátal Vondráček Přibyl Škoda Hanuš Vrba Hloušek`)

export const TRADES =
	words(`Truhlářství Pekárna Autoservis Stavby Účetnictví Klempířství Zahradnictví Elektro Lékárna Cukrárna Doprava
	Kovovýroba Tiskárna Instalace Řeznictví Mlékárna Veterina Sklenářství Zámečnictví Pivovar Pneuservis Reality Projekce Malířství
	Čalounictví Střechy Podlahy Okna Topení Geodezie Knihkupectví Květinářství Hodinářství Optika Kavárna Ubytování Logistika Papírnictví
	Strojírny Nástrojárna`)

export const TOWNS =
	words(`Třebíč Praha Brno Ostrava Plzeň Liberec Olomouc Hradec Pardubice Zlín Havířov Kladno Most Opava Jihlava
	Karviná Teplice Děčín Chomutov Přerov Jablonec Prostějov Mladá Třinec Tábor Znojmo Příbram Cheb Kolín Trutnov Písek Kroměříž
	Šumperk Vsetín Břeclav Hodonín Litoměřice Sokolov Žďár Náchod`)

export const STREETS =
	words(`Nádražní Žižkova Husova Školní Zahradní Masarykova Komenského Palackého Dlouhá Krátká Polní Lípová
	Jiráskova Tyršova Havlíčkova Příčná Smetanova Na\u00a0Příkopě Lužická Průmyslová`)

export const FORMS = [
	' s.r.o.',
	' s.r.o.',
	' s.r.o.',
	', s.r.o.',
	' spol. s r.o.',
	', a.s.',
	' a.s.',
	' v.o.s.',
	', z.s.',
]

export const POSITIONS =
	words(`jednatel účetní obchodník technik vedoucí skladník asistentka programátor mistr ředitelka nákupčí
	správce\u00a0sítě`)

export const NOTES = [
	'Ve středu nepracuje',
	'Volat až po 14. hodině; jinak jen e-mailem',
	'Říká si „Jirka“; v telefonu "ten hlasitý"',
	'Recepce:\npřízemí vlevo',
	'VIP',
	'Nevolat, pouze SMS; "opravdu"',
	'Zástup: paní Čermáková\ntel. na vrátnici',
]

/** A surname as a woman bears it. */
export function feminine(surname: string): string {
	if (surname.endsWith('ý')) return `${surname.slice(0, -1)}á`
	if (surname.endsWith('í')) return surname
	if (surname.endsWith('a')) return `${surname.slice(0, -1)}ová`
	if (/[^aeiouy](ek|ec)$/.test(surname)) return `${surname.slice(0, -2)}${surname.at(-1)}ová`
	return `${surname}ová`
}

function words(text: string): string[] {
	// A no-break space keeps two words together here; in the data it is an ordinary one.
	return text.split(/[ \n\t]+/).map((word) => word.replaceAll('\u00a0', ' '))
}

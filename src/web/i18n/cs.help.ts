import type { HelpTexts } from '../help/texts.ts'

export const csHelp: HelpTexts = {
	title: 'Import společností a kontaktů',
	contents: 'Obsah',
	whole: 'Celá nápověda k importu (v novém okně)',
	open: 'Nápověda',
	lead: 'Zákazníky nemusíte zakládat po jednom. Připravte soubor CSV se společnostmi a soubor s lidmi, Lístek je zkontroluje a najednou zapíše. Dokud v kroku Kontrola nepotvrdíte zápis, v databázi se nic nezmění.',
	issues: {
		errors: 'Chyby: řádek se neimportuje, dokud je neopravíte',
		warnings: 'Varování: řádek se naimportuje',
		problem: 'Co je špatně',
		todo: 'Co s tím',
	},
	fields: { field: 'Pole', required: 'Povinné', longest: 'Nejvíc znaků', yes: 'ano' },
	sections: [
		{
			id: 'postup',
			title: 'Jak import probíhá',
			steps: [],
			blocks: [
				'Najdete ho v části Administrace, Importy, tlačítkem Nový import. Tlačítko Import je také nad seznamy Společnosti, Kontakty a Správa všech uživatelů.',
				{
					ordered: [
						'Soubor: nahrajete jeden nebo dva soubory a ověříte, že je čteme správně.',
						'Sloupce: zkontrolujete, který sloupec patří do kterého pole, a zvolíte pravidla.',
						'Kontrola: projdeme každý řádek, chyby opravíte na místě a jedním tlačítkem import potvrdíte.',
						'Výsledek: uvidíte, co se zapsalo. Celý import jde odtud i z historie vrátit.',
					],
				},
				'Rozdělanou práci můžete kdykoli opustit tlačítkem Uložit a odejít. V seznamu Importy ji najdete tam, kde jste skončili.',
			],
		},
		{
			id: 'vzory',
			title: 'Vzorové soubory',
			steps: ['file'],
			blocks: [
				'Nejjednodušší je vyplnit vzor. Sloupce můžete přidat i ubrat, na jejich pořadí nezáleží.',
				{ part: 'samples' },
				'Excel uloží vzor správně volbou „CSV UTF-8 (oddělený středníky)“. Nahrát můžete i sešit .xlsx; má-li víc listů, v kroku Soubor vyberete, který číst. Tabulku do 1 000 řádků můžete z Excelu také zkopírovat a v prvním kroku vložit.',
			],
		},
		{
			id: 'poradi',
			title: 'Nejdřív společnosti, potom lidé',
			steps: ['file'],
			blocks: [
				'Kontakt patří pod společnost, a tu musí Lístek znát. Máte dvě možnosti:',
				{
					list: [
						'Nahrajte oba soubory najednou. Na pořadí nezáleží: společnosti zkontrolujeme a zapíšeme první a kontakty pod ně rovnou zařadíme.',
						'Nebo naimportujte nejdřív společnosti a kontakty až po nich.',
					],
				},
				'Společnost poznáme podle názvu, IČO nebo externího ID. Rozdíl ve velikosti písmen, háčcích nebo v zápisu „s.r.o.“ a „spol. s r. o.“ nevadí; jiná právní forma se vždy jen nabídne.',
				'Když společnost neznáme, v kroku Kontrola o každém názvu jednou rozhodnete: je to jiná společnost, založit ji, nechat kontakt bez společnosti, nebo řádky vynechat.',
			],
		},
		{
			id: 'kodovani',
			title: 'Kódování a oddělovače',
			steps: ['file'],
			blocks: [
				'Doporučujeme UTF-8 se středníkem. Poznáme ale i Windows-1250 z českého Excelu, ISO 8859-2, UTF-16 a CP852 a také čárku, tabulátor a svislítko.',
				'V kroku Soubor vidíte slova s háčky a čárkami tak, jak je čteme. Když nevypadají správně, vyberte řádek, který se dá přečíst. Text, který už dřív zkomolil jiný program (PĹ™Ă­jmenĂ­), nabídneme opravit v celém souboru. Znaky, které přečíst nejdou, nikdy nezahodíme potichu: řádek dostane chybu.',
				'Čísla řádků jsou všude ta z vašeho souboru, i když má některá buňka víc řádků.',
			],
		},
		{
			id: 'role',
			title: 'Role: kontakty a operátoři',
			steps: ['file'],
			blocks: [
				'Lidé ze souboru jsou obvykle kontakty zákazníků, tedy koncoví uživatelé.',
				'Operátory importujte zvlášť, v dalším souboru: v prvním kroku pro něj v poli Role zvolte Operátor. Operátoři a administrátoři vidí data všech zákazníků, proto před zápisem potvrzujete jejich počet.',
				'Roli může určovat i sloupec souboru. Lístek rozumí slovům Koncový uživatel, Operátor a Administrátor v několika jazycích; co nezná, třeba „vedoucí prodeje“, mu jednou vysvětlíte v kroku Sloupce.',
				'Operátory může soubor rovnou zařadit do skupin. Víc skupin v jedné buňce oddělte čárkou nebo středníkem; skupiny, které nemáte, vám v kroku Kontrola nabídneme založit. U zákazníků se skupiny vynechají.',
				'Zákazník vidí požadavky celé své společnosti, když má ve sloupci Vidí požadavky společnosti ano. Bez něj vidí jen své.',
			],
		},
		{
			id: 'pole',
			title: 'Pole a která jsou povinná',
			steps: ['columns'],
			blocks: [
				'U společností je povinný název. U lidí uživatelské jméno a e-mail. Když je v souboru nemáte, necháte je v Pravidlech importu vytvořit.',
				'Sloupec, který nechcete, nastavte na Neimportovat. Co se neimportuje, je vždy vypsané nad tabulkou.',
				'Do jednoho pole může jít víc sloupců, například ulice a číslo popisné nebo dvě poznámky: spojíme je v pořadí ze souboru a ukážeme jak.',
				'Sloupec celých jmen, například Ing. Jan Novák, Ph.D., rozdělíme na tituly, jméno a příjmení. Jestli je první jméno, nebo příjmení, poznáme z celého sloupce; můžete to prohodit. Buňku s několika telefony rozdělíme mezi Mobil a Telefon. Nic se neztratí.',
				{ part: 'fields' },
			],
		},
		{
			id: 'jmena',
			title: 'Uživatelská jména',
			steps: ['columns'],
			blocks: [
				'Uživatelské jméno musí být jedinečné; při shodě řádek naimportovat nejde. Osvědčil se e-mail nebo tvar jmeno.prijmeni.',
				'Chybí-li v souboru sloupec se jmény, vytvoříme je z e-mailu nebo jako jmeno.prijmeni bez háčků a čárek. Opakované dostane na konec číslo.',
			],
		},
		{
			id: 'smyslene',
			title: 'Neznámé a smyšlené e-maily',
			steps: ['columns', 'check'],
			blocks: [
				'E-mail je povinný i u člověka, jehož adresu neznáte. Volbou Doplnit smyšlené adresy dostane takovou, jejíž doména končí na .invalid a která nikdy nemůže patřit nikomu jinému.',
				'Smyšlenou adresu můžete mít i v souboru, například xx@yy.cz; zjevně smyšlené poznáme. U všech takových je v seznamech značka a Lístek na ně nikdy nic nepošle.',
			],
		},
		{
			id: 'spolecne',
			title: 'Jeden e-mail pod více společnostmi',
			steps: ['check'],
			blocks: [
				'Člověk, který jedná za více společností, má v souboru řádek za každou z nich: stejný e-mail, ale pokaždé jiné uživatelské jméno, například jmeno.prijmeni1 pod společností A a jmeno.prijmeni2 pod společností B.',
				'Podmínkou je, aby se lidé přihlašovali uživatelským jménem: v Administraci v části Security je nastaveno „Uživatelské jméno + heslo“. Při přihlašování e-mailem smí mít každý e-mail jen jednoho uživatele a opakovaný import odmítne.',
				'V kroku Kontrola takové lidi ukážeme pohromadě a navrhneme jim jména podle společností. Návrhy můžete před použitím přepsat.',
			],
		},
		{
			id: 'zmeny',
			title: 'Změna existujících záznamů',
			steps: ['columns'],
			blocks: [
				'Běžně import jen zakládá nové záznamy a co už v Lístku je, ohlásí jako chybu. V Pravidlech importu můžete zvolit i změnu existujících, nebo obojí.',
				'Existující záznam poznáme podle pole, které vyberete: u společností název, IČO nebo externí ID, u lidí uživatelské jméno, e-mail nebo externí ID.',
				'U každého sloupce pak určíte, co se stane s hodnotou, kterou záznam už má:',
				{
					list: [
						'Přepsat: nahradí ji; prázdná buňka ji nechá být.',
						'Jen doplnit: vyplní se, jen když je v záznamu prázdná.',
						'Přepsat i smazat: prázdná buňka hodnotu smaže.',
					],
				},
				'V kroku Kontrola uvidíte u každého měněného záznamu starou a novou hodnotu.',
			],
		},
		{
			id: 'opravy',
			title: 'Opravy na místě',
			steps: ['check'],
			blocks: [
				'Chyby jsou seskupené podle příčiny. Tlačítkem Opravit… vyberete, jak je opravit všechny najednou; než to potvrdíte, ukážeme deset příkladů, jak buňky vypadají teď a jak budou vypadat potom.',
				'Jednotlivé buňky upravíte v tabulce řádků. Šipkami se pohybujete, Enter nebo F2 upraví buňku, F8 přejde na další chybu, Ctrl+G na číslo řádku a otazník ukáže všechny klávesy. Totéž jde i formulářem: otevřete řádek kliknutím na jeho číslo a pokračujte tlačítkem Uložit a další chyba.',
				'Všechny opravy jsou v seznamu Provedené opravy a poslední můžete kdykoli vrátit. Váš soubor se nemění.',
				'Raději opravujete v Excelu? Stáhněte chybné řádky, opravte je a nahrajte zpět. Mají stejné sloupce jako váš soubor a navíc sloupec s důvodem, kterého si při nahrání nevšímáme.',
			],
		},
		{
			id: 'problemy',
			title: 'Co znamenají chyby a varování',
			steps: ['check'],
			blocks: [
				'Chybný řádek se neimportuje. Podle Pravidel importu se buď nezapíše nic, dokud nějaká chyba zbývá, nebo se správné řádky zapíšou a chybné vynechají.',
				{ part: 'issues' },
			],
		},
		{
			id: 'vraceni',
			title: 'Vrácení importu',
			steps: ['result'],
			blocks: [
				'Na stránce Výsledek i v seznamu Importy je tlačítko Vrátit. Než ho potvrdíte, uvidíte, kolik záznamů se smaže, kolik se vrátí do původní podoby a které zůstanou.',
				'Zůstane to, co mezitím někdo upravil nebo začal používat: člověk s heslem, společnost, pod kterou patří jiní lidé. U změněného záznamu zůstane jen pole, které někdo přepsal; ostatní se vrátí.',
				'Vrátit ho jde, dokud ho uchováváme: 90 dní, pokud v Administraci v části Uchovávání importů nenastavíte jinak.',
				'Noví lidé nemají po importu heslo a Lístek jim nic neposílá. Pozvete je tlačítkem Pozvat na stránce Výsledek nebo ve Správě všech uživatelů: dostanou odkaz a heslo si nastaví sami. Heslo jim můžete nastavit i vy na jejich kartě.',
			],
		},
	],
}

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, openPage, openStage, signIn, visit } from './harness.ts'
import { chooseFiles, toCheck, toColumns } from './wizard.ts'

const { product, browser } = await openStage()

const TEXT = [
	'Login;E-mail;Příjmení a jméno;Telefon;Role;Poznámka;Další poznámka',
	'novak;novak@x.cz;Ing. Novák Jan, Ph.D.;+420 777 123 456, 222 333 444;vedoucí;první;druhá',
	'mala;mala@x.cz ::: eva@doma.cz;Malá Eva;222 333 555;klient;;',
	'svoboda;svoboda@gmial.com;Svoboda Petr;;vedoucí;;',
	'',
].join('\r\n')
/** The file as a program leaves it that took UTF-8 for windows-1250. */
const MISREAD = new TextDecoder('windows-1250').decode(Buffer.from(TEXT))

const upload = (page: Page, text = MISREAD) => chooseFiles(page, product.url, ['lidé.csv', text])

test('a misread file is put right, names and phones are taken apart, notes joined, roles explained, and all is written', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await upload(page)
	await page.getByText('Písmena umíme vrátit').waitFor()
	await look(page, 'columns-file')
	await page.getByRole('button', { name: 'Opravit v celém souboru' }).click()
	await page.getByText('opravujeme').waitFor()
	await page.getByText('Novák, vedoucí, první, druhá, Malá').waitFor()
	await toColumns(page)

	const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) })
	await row('Příjmení a jméno').getByText('Ing. Novák Jan, Ph.D. →').waitFor()
	await row('Příjmení a jméno').getByText('Příjmení: Novák').waitFor()
	await row('Příjmení a jméno').getByRole('button', { name: 'Prohodit jméno a příjmení' }).click()
	await row('Příjmení a jméno').getByText('Příjmení: Jan').waitFor()
	await row('Příjmení a jméno').getByRole('button', { name: 'Prohodit jméno a příjmení' }).click()
	await row('Příjmení a jméno').getByText('Příjmení: Novák').waitFor()
	await row('Telefon').getByText('Mobil: +420 777 123 456').waitFor()

	await page.getByRole('combobox', { name: 'Pole pro sloupec Další poznámka' }).click()
	await page.getByRole('option', { name: 'Poznámka (spojí se s „Poznámka“)' }).click()
	await page.getByText('Sloupce „Poznámka“ a „Další poznámka“ spojíme do pole Poznámka.').waitFor()
	await row('Další poznámka').getByRole('combobox', { name: 'Co bude mezi spojenými hodnotami pole Poznámka' }).click()
	await page.getByRole('option', { name: 'čárka' }).click()
	await row('Další poznámka').getByText('první, druhá').waitFor()
	await row('E-mail').getByText('Poznámka: eva@doma.cz').waitFor()

	await page.getByText('1 hodnotu neznáme').waitFor()
	await look(page, 'columns-columns')
	await page.getByRole('combobox', { name: 'Co znamená „vedoucí“' }).click()
	await page.getByRole('option', { name: 'Koncový uživatel' }).click()
	await page.getByText('2 hodnoty, víme, co znamenají').waitFor()

	await toCheck(page)
	await page.getByRole('heading', { name: 'V doméně e-mailu je nejspíš překlep' }).waitFor()
	await page.getByRole('heading', { name: 'V e-mailu je víc adres' }).waitFor()
	await page.getByRole('button', { name: 'Naimportovat 3 kontakty' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
	await page.goto(`${product.url}/contacts?q=novak`)
	await page.getByRole('link', { name: /Jan Novák/ }).waitFor()
	expect(errors).toEqual([])
})

test('an encoding is chosen by how the words of the file read in it', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await upload(page, TEXT)
	await page.getByText('Novák, vedoucí, první, druhá, Malá').waitFor()
	await page.getByText('Ne, písmena jsou špatně').click()
	await look(page, 'columns-encodings')
	await page.getByRole('button', { name: 'Číst soubor jako CP852 (DOS)' }).click()
	await page.getByText('CSV, středník, CP852').waitFor()
	await page.getByRole('button', { name: 'Číst soubor jako UTF-8' }).click()
	await page.getByText('CSV, středník, UTF-8').waitFor()
	expect(errors).toEqual([])
})

test.each([
	{ language: 'en-GB', dark: true, width: 1280 },
	{ language: 'cs-CZ', dark: false, width: 390 },
] as const)('the file and its columns are accessible ($language, $width px)', async ({ language, dark, width }) => {
	const errors: string[] = []
	const page = await openPage(await visit(browser, { language, dark, width }), errors)
	await signIn(page, product.url)
	await upload(page)
	await page.locator('.file-card .notice-warning').waitFor()
	await page.locator('.file-card .notice-warning button').click()
	await page.locator('.file-proof').waitFor()
	await look(page, `columns-file-${width}-${language.slice(0, 2)}`)
	await toColumns(page)
	await look(page, `columns-columns-${width}-${language.slice(0, 2)}`)
	expect(errors).toEqual([])
})

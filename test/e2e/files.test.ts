import { expect, test } from 'vitest'
import { rowsOf, workbook } from '../csv/workbook.ts'
import { expectAccessible, openPage, openStage, signIn, visit } from './harness.ts'
import { chooseFiles, importSamples, toCheck, toColumns } from './wizard.ts'

const { product, browser } = await openStage()

const WORKBOOK = workbook({
	sheets: [
		{ name: 'Poznámky', rows: rowsOf([['Naše kontakty']]) },
		{
			name: 'Lidé',
			rows: rowsOf([
				['Jméno', 'Příjmení', 'E-mail', 'Uživatelské jméno'],
				['Jan', 'Novák', 'jan@alfa.cz', 'jan.novak'],
			]),
		},
		{
			name: 'Firmy',
			rows: rowsOf([
				['Název', 'IČO'],
				['Alfa', '27074358'],
				['Beta', '25123891'],
			]),
		},
	],
})

test('a workbook is known by its headers, and another sheet is one choice away', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await chooseFiles(page, product.url, ['sešit.xlsx', WORKBOOK])
	await page.getByText('Sešit Excelu, list „Lidé“, 1. řádek je hlavička, 1 řádek').waitFor()
	await page.getByRole('radio', { name: 'Kontakty a uživatelé', checked: true }).waitFor({ state: 'attached' })
	await page.getByRole('button', { name: 'Změnit, jak čteme soubor sešit.xlsx' }).click()
	expect(await page.getByText('Oddělovač').count()).toBe(0)
	await page.getByRole('combobox', { name: 'List sešitu' }).click()
	await page.getByRole('option', { name: 'Firmy (3 řádky)' }).click()
	await page.getByText('Sešit Excelu, list „Firmy“, 1. řádek je hlavička, 2 řádky').waitFor()
	await page.getByText('25123891').waitFor()
	await expectAccessible(page)
	expect(errors).toEqual([])
})

test('a file with only a header offers another file, not the next step', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await chooseFiles(page, product.url, ['hlavička.csv', 'Název;IČO\r\n'])
	await page.getByRole('alert').getByText('Pod hlavičkou nejsou žádné řádky s daty').waitFor()
	await page.getByRole('button', { name: 'Vybrat soubor znovu' }).waitFor()
	expect(await page.getByRole('button', { name: 'Pokračovat na sloupce' }).isDisabled()).toBe(true)
	expect(await page.getByRole('button', { name: 'Přidat soubor kontaktů' }).count()).toBe(0)
	expect(errors).toEqual([])
})

test('a window that closes gives the focus back to the button that opened it, the first time as well', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await page.goto(`${product.url}/admin/imports/new`)
	const help = page.getByRole('button', { name: 'Nápověda', exact: true })
	await help.focus()
	await page.keyboard.press('Enter')
	await page.getByRole('dialog').getByText('Vzorové soubory').waitFor()
	await expectAccessible(page)
	await page.keyboard.press('Escape')
	await page.waitForFunction(() => document.activeElement?.textContent === 'Nápověda')
	expect(errors).toEqual([])
})

test('both files of a run are taken back at once, and nothing of them stays', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await importSamples(page, product.url)
	await page.getByRole('button', { name: 'Vrátit import…' }).click()
	await page.getByRole('button', { name: 'Vrátit import: smazat 16 záznamů' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je vrácený' }).waitFor()
	await page.getByText('Smazali jsme 10 záznamů.').waitFor()
	await page.getByText('Smazali jsme 6 záznamů.').waitFor()
	await expectAccessible(page)
	await page.goto(`${product.url}/companies`)
	await page.getByText('Zatím tu nejsou žádné společnosti.').waitFor()
	expect(errors).toEqual([])
})

test('a file that cannot be read is taken out of the run, and the rest goes on', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await chooseFiles(
		page,
		product.url,
		['firmy.csv', 'Název;IČO\r\nAlfa;27074358\r\n'],
		['lidé.csv', 'Login;Příjmení\r\n'],
	)
	await page.getByRole('heading', { level: 1, name: 'Soubor se nepodařilo přečíst' }).waitFor()
	await page.getByRole('button', { name: 'Odebrat soubor firmy.csv' }).waitFor()
	await expectAccessible(page)
	await page.getByRole('button', { name: 'Odebrat soubor lidé.csv' }).click()
	await page.getByRole('heading', { level: 1, name: 'Rozumíme souboru správně?' }).waitFor()
	await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
	await page.getByText('Soubor lidé.csv už v importu není.').waitFor()
	// The only file is not taken out: that is what cancelling is for.
	expect(await page.getByRole('button', { name: /^Odebrat soubor/ }).count()).toBe(0)
	await page.getByRole('button', { name: 'Přidat soubor kontaktů' }).waitFor()
	await toColumns(page)
	await page.getByRole('heading', { name: /^firmy\.csv/ }).waitFor()
	expect(await page.getByText('lidé.csv').count()).toBe(0)
	expect(errors).toEqual([])
})

test('two files of one kind are one import, and what is in each can be said in its card', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	const both = [
		['a.csv', 'Název;IČO\r\nGama;27074358\r\n'],
		['b.csv', 'Název;Město\r\nDelta;Brno\r\n'],
	] as [string, string][]
	await chooseFiles(page, product.url, ...both)
	const kindOf = (name: string, kind: string) => page.getByRole('region', { name }).getByText(kind, { exact: true })
	await page.getByText('Ve všech souborech jsou podle nás společnosti.').waitFor()
	await expectAccessible(page)
	await kindOf('b.csv', 'Kontakty a uživatelé').click()
	await page.getByText('Role všech lidí v souboru').first().waitFor()
	expect(await page.getByText('Ve všech souborech').count()).toBe(0)
	await kindOf('b.csv', 'Společnosti').click()
	await page.getByText('Ve všech souborech jsou podle nás společnosti.').waitFor()
	await page.getByRole('button', { name: 'Přidat další soubor' }).waitFor()
	const third = { name: 'c.csv', mimeType: 'text/csv', buffer: Buffer.from('Název\r\nEpsilon\r\n') }
	await page.locator('.drop input[type="file"]').setInputFiles([third])
	await page.getByRole('button', { name: 'Odebrat soubor c.csv' }).waitFor()
	await toColumns(page)
	await toCheck(page)
	await page.getByRole('button', { name: 'Naimportovat 3 společnosti' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
	await page.goto(`${product.url}/companies?q=epsilon`)
	await page.getByRole('link', { name: 'Epsilon' }).waitFor()
	expect(errors).toEqual([])
})

test('two workbooks whose names say nothing are each taken for what they hold, whichever was first', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	const sheet = (cells: string[][]) => workbook({ sheets: [{ name: 'List1', rows: rowsOf(cells) }] })
	const people = [
		['Příjmení', 'E-mail', 'Uživatelské jméno'],
		['Novák', 'jan@alfa.cz', 'novak'],
	]
	const companies = [
		['Název', 'IČO'],
		['Zeta', '27074358'],
	]
	await chooseFiles(page, product.url, ['1.xlsx', sheet(people)], ['2.xlsx', sheet(companies)])
	const checked = (name: string, kind: string) =>
		page.getByRole('region', { name }).getByRole('radio', { name: kind, checked: true })
	await checked('1.xlsx', 'Kontakty a uživatelé').waitFor({ state: 'attached' })
	await checked('2.xlsx', 'Společnosti').waitFor({ state: 'attached' })
	expect(errors).toEqual([])
})

import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf, workbook } from '../csv/workbook.ts'
import {
	atColumns,
	expectAccessible,
	openPage,
	type Product,
	ROOT,
	signIn,
	startBrowser,
	startProduct,
	visit,
} from './harness.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
	;[product, browser] = await Promise.all([startProduct(), startBrowser()])
})
afterAll(async () => {
	await browser?.close()
	await product?.stop()
})

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
	await page.goto(`${product.url}/admin/imports/new`)
	const file = { name, mimeType: 'application/octet-stream', buffer }
	await page.locator('input[type="file"]').first().setInputFiles(file)
	await page.waitForURL(/\/file$/)
}

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
	await upload(page, 'sešit.xlsx', WORKBOOK)
	await page.getByText('Sešit Excelu, list „Lidé“, 1. řádek je hlavička, 1 řádek').waitFor()
	await page.getByRole('heading', { name: 'sešit.xlsx Uživatelé' }).waitFor()
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
	await upload(page, 'hlavička.csv', Buffer.from('Název;IČO\r\n'))
	await page.getByRole('alert').getByText('Soubor má jen hlavičku').waitFor()
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
	await page.goto(`${product.url}/admin/imports/new`)
	const samples = ['Společnosti_UTF8.csv', 'Kontakty_UTF8.csv'].map((name) => join(ROOT, 'samples', name))
	await page.locator('input[type="file"]').first().setInputFiles(samples)
	await page.waitForURL(/\/file$/)
	await page.locator('.wizard-next:not([disabled])').click()
	await atColumns(page)
	await page.locator('.wizard-next:not([disabled])').click()
	await page.getByRole('button', { name: 'Naimportovat 10 kontaktů a 6 společností' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
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

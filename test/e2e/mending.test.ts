import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, openPage, openStage, signIn, visit } from './harness.ts'
import { chooseFiles, toCheck, toColumns } from './wizard.ts'

const { product, browser } = await openStage()

const HEADER = 'Jméno;Příjmení;E-mail;Uživatelské jméno;Společnost;Role;Jazyk'

/** Eighty people with forty problems of six causes. */
function brokenFile(): string {
	const rows = Array.from({ length: 80 }, (_, index) => {
		const n = index + 1
		const person = {
			email: `osoba${n}@firma.cz`,
			username: `osoba.${n}`,
			company: 'Žďas, a.s.',
			role: 'Koncový uživatel',
			language: 'čeština',
		}
		if (n <= 12) person.email = `osobá${n}@firma.cz`
		if (n > 12 && n <= 20) person.email = ''
		if (n > 20 && n <= 26) person.role = 'klient firmy'
		if (n > 26 && n <= 32) person.company = 'Neznámá s.r.o.'
		if (n > 32 && n <= 38) person.language = 'po našem'
		if (n === 60) person.username = 'osoba.59'
		if (n === 70) person.email = 'bez zavináče'
		return ['Jan', `Novák${n}`, person.email, person.username, person.company, person.role, person.language].join(';')
	})
	return `\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`
}

async function upload(page: Page, name: string, text: string): Promise<void> {
	await chooseFiles(page, product.url, [name, text])
	await toColumns(page)
	await toCheck(page)
}

function problem(page: Page, name: string) {
	return page.locator('.problem', { has: page.getByRole('heading', { name, exact: true }) })
}

async function mendGroup(page: Page, name: string, fix: string, button: string | RegExp): Promise<void> {
	const group = problem(page, name)
	await group.getByRole('button', { name: 'Opravit…' }).click()
	await group.getByRole('radio', { name: fix, exact: true }).click()
	await group.getByRole('button', { name: button }).click()
}

test('a file with forty problems of six causes is mended in place and imported', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await upload(page, 'firmy.csv', '\ufeffNázev;IČO\r\nŽďas, a.s.;46347160\r\n')
	await page.getByRole('button', { name: 'Naimportovat 1 společnost' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()

	await upload(page, 'kontakty.csv', brokenFile())
	await page.getByRole('heading', { level: 1, name: '40 řádků má chybu' }).waitFor()

	const emails = problem(page, 'Toto není e-mailová adresa')
	await emails.getByRole('button', { name: 'Opravit…' }).click()
	await emails.getByRole('cell', { name: 'osobá1@firma.cz' }).waitFor()
	await emails.getByRole('cell', { name: 'osoba1@firma.cz' }).waitFor()
	await expectAccessible(page)
	await emails.getByRole('button', { name: 'Opravit 12 buněk' }).click()
	await page.getByRole('heading', { level: 1, name: '28 řádků má chybu' }).waitFor()

	await page.getByRole('button', { name: 'Vrátit poslední opravu' }).click()
	await page.getByRole('heading', { level: 1, name: '40 řádků má chybu' }).waitFor()
	await mendGroup(page, 'Toto není e-mailová adresa', 'Přepsat bez háčků a čárek', 'Opravit 12 buněk')
	await page.getByRole('heading', { level: 1, name: '28 řádků má chybu' }).waitFor()

	await mendGroup(page, 'Chybí e-mail', 'Doplnit smyšlené adresy', /^Opravit 8 /)
	await page.getByRole('heading', { level: 1, name: '20 řádků má chybu' }).waitFor()

	await emptyCells(page, 'Neznámý jazyk', 6)
	await page.getByRole('heading', { level: 1, name: '14 řádků má chybu' }).waitFor()

	const roles = problem(page, 'Neznámá role')
	await roles.getByRole('button', { name: 'Opravit…' }).click()
	await roles.getByRole('radio', { name: 'Říct, co která hodnota znamená' }).click()
	await roles.locator('input[aria-label="Co znamená „klient firmy“"]').click()
	await page.getByRole('option', { name: 'Koncový uživatel' }).click()
	await roles.getByRole('button', { name: /^Opravit 6 / }).click()
	await page.getByRole('heading', { level: 1, name: '8 řádků má chybu' }).waitFor()

	await page.getByRole('button', { name: 'Založit', exact: true }).click()
	await page.getByRole('heading', { level: 1, name: '2 řádky mají chybu' }).waitFor()

	const grid = page.getByRole('grid')
	await grid.focus()
	await page.keyboard.press('F8')
	await page.keyboard.type('osoba.60')
	await page.keyboard.press('Enter')
	await page.getByRole('heading', { level: 1, name: '1 řádek má chybu' }).waitFor()
	await page.keyboard.press('F8')
	await page
		.getByText(/^Řádek 71,/)
		.first()
		.waitFor()
	await page.getByRole('button', { name: 'Otevřít řádek' }).click()
	const form = page.getByRole('dialog', { name: 'Řádek 71' })
	await form.getByRole('link', { name: /E-mail/ }).click()
	await page.keyboard.press('Control+a')
	await page.keyboard.type('osoba70@firma.cz')
	await form.getByRole('button', { name: 'Uložit', exact: true }).click()

	await page.getByRole('button', { name: 'Naimportovat 80 kontaktů a 1 společnost' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
	expect(errors).toEqual([])
})

test('a mending whose answer comes after the news of it closes what it was asked from all the same', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	const rows = ['Eva;Malá;evá@mala.cz;eva.m;;;', 'Ota;Velký;otá@velky.cz;ota.v;;;', 'Iva;Bílá;nic;iva.b;;;']
	await upload(page, 'pozdě.csv', `\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`)
	const shows = (title: string) => page.getByRole('heading', { level: 1, name: title }).waitFor()

	await answerAfter(page, '**/fixes', () => shows('1 řádek má chybu'))
	await mendGroup(page, 'Toto není e-mailová adresa', 'Přepsat bez háčků a čárek', 'Opravit 2 buňky')
	await problem(page, 'Toto není e-mailová adresa').getByRole('button', { name: 'Opravit…', expanded: false }).waitFor()

	const form = page.getByRole('dialog', { name: 'Řádek 4' })
	await answerAfter(page, '**/rows/4', () => form.getByText('Na řádku je 1 chyba').waitFor({ state: 'hidden' }))
	await page.getByRole('grid').focus()
	await page.keyboard.press('F8')
	await page.getByRole('button', { name: 'Otevřít řádek' }).click()
	await form.getByRole('textbox', { name: 'E-mail' }).fill('iva@bila.cz')
	await form.getByRole('button', { name: 'Uložit', exact: true }).click()
	await form.waitFor({ state: 'hidden' })
	expect(errors).toEqual([])
})

/** Holds the answers of a route back until the page shows what the server's events said. */
async function answerAfter(page: Page, url: string, shown: () => Promise<void>): Promise<void> {
	await page.route(url, async (route) => {
		if (route.request().method() === 'GET') return route.continue()
		const response = await route.fetch()
		await shown()
		await route.fulfill({ response })
	})
}

async function emptyCells(page: Page, name: string, cells: number): Promise<void> {
	await mendGroup(page, name, 'Buňky vyprázdnit', new RegExp(`^Opravit ${cells} `))
}

test('the same by the keyboard alone', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	const rows = ['Eva;Malá;eva@@mala.cz;eva.mala;;;', 'Ota;Velký;;ota.velky;;;', 'Iva;Bílá;iva@bila.cz;iva.bila;;;']
	await upload(page, 'malo.csv', `\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`)
	await page.getByRole('heading', { level: 1, name: '2 řádky mají chybu' }).waitFor()

	// Fetched when it is first needed; until then there is nothing to come to.
	await page.getByRole('grid').waitFor()
	await tabTo(page, 'grid')
	await page.keyboard.press('F8')
	await activeCell(page, 'eva@@mala.cz')
	await page.keyboard.press('F2')
	await page.keyboard.press('Control+a')
	await page.keyboard.type('eva@mala.cz')
	await page.keyboard.press('Enter')
	await page.getByText('Opraveno, zbývá 1 chyba.').first().waitFor({ state: 'attached' })
	await page.keyboard.press('Control+z')
	await page.getByText('Oprava vrácena v 1 řádku, zbývají 2 chyby.').first().waitFor({ state: 'attached' })
	await page.keyboard.press('Shift+F8')
	await activeCell(page, 'eva@@mala.cz')
	await page.keyboard.type('eva@mala.cz')
	await page.keyboard.press('Enter')
	await page.getByText('Opraveno, zbývá 1 chyba.').first().waitFor({ state: 'attached' })

	await page.keyboard.press('F8')
	await activeCell(page, 'prázdné')
	await page.keyboard.type('ota@velky.cz')
	await page.keyboard.press('Enter')
	await page.getByRole('button', { name: 'Naimportovat 3 kontakty' }).waitFor()
	await tabTo(page, 'Naimportovat 3 kontakty')
	await page.keyboard.press('Enter')
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
	expect(errors).toEqual([])
})

/** Presses Tab until what has the focus has this role or these words, as a person would. */
async function tabTo(page: Page, what: string): Promise<void> {
	for (let presses = 0; presses < 80; presses++) {
		await page.keyboard.press('Tab')
		const here = await page.evaluate(() => {
			const element = document.activeElement
			return [element?.getAttribute('role'), element?.textContent?.trim()]
		})
		if (here.includes(what)) return
	}
	throw new Error(`the Tab key never comes to ${what}`)
}

async function activeCell(page: Page, text: string): Promise<void> {
	await page.waitForFunction((wanted) => {
		const id = document.querySelector('[role="grid"]')?.getAttribute('aria-activedescendant')
		const cell = id && document.getElementById(id)
		return cell && cell.querySelector('.grid-value')?.textContent === wanted
	}, text)
}

test('the end of a file whose records go over several lines is one key away', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	const people = Array.from({ length: 300 }, (_, n) => `p${n};p${n}@dlouhe.cz;"první řádek\r\ndruhý ${n}"`)
	await upload(page, 'dlouhé.csv', `\ufeffLogin;E-mail;Poznámka\r\n${people.join('\r\n')}\r\n`)
	const grid = page.getByRole('grid')
	await grid.waitFor()
	await activeCell(page, 'p0')
	await grid.focus()
	await page.keyboard.press('Control+End')
	await activeCell(page, 'p299')
	await page.getByText('Řádek 600, Uživatelské jméno').waitFor()
	expect(await grid.getAttribute('aria-rowcount')).toBe('601')
	expect(errors).toEqual([])
})

test('refused rows that were downloaded, corrected and dropped back have no problems', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	const rows = ['Ema;Nová;ema(zavinac)nova.cz;ema.nova;;;', 'Jan;Starý;jan@stary.cz;jan.stary;;;']
	await upload(page, 'vadne.csv', `\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`)
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Stáhnout chybné řádky (CSV)' }).click(),
	])
	expect(download.suggestedFilename()).toBe('vadne_chyby.csv')
	const text = await readAll(await download.createReadStream())
	expect(text).toContain('_chyby')

	await upload(page, download.suggestedFilename(), text.replaceAll('(zavinac)', '@'))
	await page.getByRole('heading', { level: 1, name: 'Všechno je v pořádku' }).waitFor()
	await page.getByRole('button', { name: 'Naimportovat 1 kontakt' }).waitFor()
	expect(errors).toEqual([])
})

test('another file throws what was mended away, so it is asked before that', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	const rows = ['Ida;Nová;ida@@nova.cz;ida.nova;;;', 'Ivo;Starý;ivo@@stary.cz;ivo.stary;;;']
	await upload(page, 'zavináče.csv', `\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`)
	await mendGroup(page, 'Toto není e-mailová adresa', 'Odstranit mezery a neviditelné znaky', 'Opravit 2 buňky')
	await page.getByRole('heading', { level: 1, name: 'Všechno je v pořádku' }).waitFor()
	await page.getByRole('link', { name: /^1\. Soubor/ }).click()
	await page.waitForURL(/\/file$/)
	const other = { name: 'jiný.csv', mimeType: 'text/csv', buffer: Buffer.from(`${HEADER}\r\n${rows[0]}\r\n`) }
	const choose = () => page.locator('.file-card input[type="file"]').setInputFiles([other])

	await choose()
	const question = page.getByRole('dialog', { name: 'Zahodit opravy v souboru zavináče.csv?' })
	await question.getByText('ztratí se s nimi: 1 krok.').waitFor()
	await expectAccessible(page)
	await question.getByRole('button', { name: 'Zpět' }).click()
	await page.getByRole('heading', { name: /zavináče\.csv/ }).waitFor()
	await choose()
	await question.getByRole('button', { name: 'Zahodit opravy' }).click()
	await page.getByRole('heading', { name: /jiný\.csv/ }).waitFor()
	await toColumns(page)
	await toCheck(page)
	await problem(page, 'Toto není e-mailová adresa').waitFor()
	expect(await page.getByText('Provedené opravy').count()).toBe(0)
	expect(errors).toEqual([])
})

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
	const parts: Buffer[] = []
	for await (const part of stream) parts.push(part as Buffer)
	return Buffer.concat(parts).toString('utf8')
}

test('on a phone every row is a form, and nothing scrolls sideways', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser, { width: 390, dark: true }), errors)
	await signIn(page, product.url)
	await upload(page, 'telefon.csv', `\ufeff${HEADER}\r\nEva;Malá;nic;eva.nova;;;\r\n`)
	expect(await page.getByRole('grid').count()).toBe(0)
	await page.getByRole('button', { name: 'Podrobnosti řádku 2' }).click()
	const form = page.getByRole('dialog', { name: 'Řádek 2' })
	await form.getByText('Na řádku je 1 chyba').waitFor()
	await expectAccessible(page)
	await form.getByRole('textbox', { name: 'E-mail' }).fill('eva@nova.cz')
	await form.getByRole('button', { name: 'Uložit a další chyba' }).click()
	await page.getByRole('button', { name: 'Naimportovat 1 kontakt' }).waitFor()
	expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
	expect(errors).toEqual([])
})

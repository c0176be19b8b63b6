import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
	PASSWORD as ADMIN_PASSWORD,
	expectAccessible,
	openPage,
	type Product,
	ROOT,
	signIn,
	startBrowser,
	startProduct,
	visit,
} from './harness.ts'

const run = promisify(execFile)
const SAMPLES = ['Společnosti_UTF8.csv', 'Kontakty_UTF8.csv'].map((name) => join(ROOT, 'samples', name))
/** Pictures of every step, for people: not kept in the repository. */
const PICTURES = join(ROOT, 'test/e2e/screenshots')
const PASSWORD = 'modrý traktor v zimě'

const OPERATORS = `Jméno;Příjmení;E-mail;Uživatelské jméno
Petr;Malý;petr.maly@podpora.example;petr.maly
Jana;Bílá;jana.bila@podpora.example;jana.bila
`
/** Names as somebody mean would choose them; a file of contacts takes them as text. */
const MEAN = `Jméno;Příjmení;E-mail;Uživatelské jméno
<b>Eva</b>;שלום 😀;eva@mean.example;eva.mean
`
const MEAN_NAME = '<b>Eva</b> שלום 😀'
const SCRIPT = '<script>document.title = "hacked"</script>'
const IMAGE = '<img src="x" onerror="document.title = \'hacked\'">'
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

let product: Product
let browser: Browser
let errors: string[]

async function listek(...flags: string[]): Promise<void> {
	await run(join(ROOT, 'listek'), flags, { cwd: ROOT, env: { ...process.env, LISTEK_DATA_DIR: product.dataDir } })
}

beforeAll(async () => {
	await mkdir(PICTURES, { recursive: true })
	;[product, browser] = await Promise.all([startProduct(), startBrowser()])
	const operators = join(product.dataDir, 'operators.csv')
	const mean = join(product.dataDir, 'mean.csv')
	await writeFile(operators, OPERATORS)
	await writeFile(mean, MEAN)
	await listek('import', ...SAMPLES)
	await listek('import', '--as', 'users', '--role', 'operator', operators)
	await listek('import', '--as', 'users', mean)
	for (const username of ['eva.mean', 'petr.maly', 'jana.bila']) {
		await listek('user', 'password', username, '--password', PASSWORD)
	}
	errors = []
})
afterAll(async () => {
	await browser?.close()
	await product?.stop()
})

async function enter(username: string, options: Parameters<typeof visit>[1] = {}): Promise<Page> {
	const page = await openPage(await visit(browser, options), errors)
	await signIn(page, product.url, username, PASSWORD)
	return page
}

async function enterAsAdmin(): Promise<Page> {
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	return page
}

async function look(page: Page, name: string): Promise<void> {
	await expectAccessible(page)
	const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
	expect(wider, `${page.url()} scrolls sideways`).toBe(false)
	await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
}

/** Where somebody imported sets their first password, as an administrator hands it over. */
async function passwordLink(username: string): Promise<string> {
	const admin = await visit(browser)
	const api = `${product.url}/api/v1`
	const post = async (path: string, data: object) => {
		const answer = await admin.request.post(`${api}${path}`, { data })
		expect([path, answer.ok()]).toEqual([path, true])
		return await answer.json()
	}
	await post('/session', { login: 'admin', password: ADMIN_PASSWORD })
	const { items } = await (await admin.request.get(`${api}/users?q=${username}`)).json()
	const round = await post('/invitation-rounds', { delivery: 'links', user_id: items[0].id, people: 1 })
	const { items: invited } = await (await admin.request.get(`${api}/invitation-rounds/${round.id}/invitations`)).json()
	const { link } = await post(`/invitations/${invited[0].id}/link`, {})
	await admin.close()
	return link
}

/** A ticket of an imported contact, made by an operator. @returns its id */
async function ask(operator: Page, subject: string): Promise<number> {
	const api = `${product.url}/api/v1`
	const { items } = await (await operator.request.get(`${api}/users/offer?q=jiri.dvorak`)).json()
	const data = { subject, body: 'Prosím o pomoc.', requester_id: items[0].id }
	return (await (await operator.request.post(`${api}/tickets`, { data })).json()).id
}

function composer(page: Page) {
	return page.getByRole('form', { name: 'Napsat do požadavku' })
}

test('an imported customer asks, an imported operator takes it, notes and answers; the customer reads the answer and no note', async () => {
	const customer = await openPage(await visit(browser), errors)
	await customer.goto(await passwordLink('jiri.dvorak'))
	await customer.getByLabel('Heslo', { exact: true }).fill(PASSWORD)
	await customer.getByRole('button', { name: 'Nastavit heslo a přihlásit se' }).click()
	await customer.waitForURL(/\/tickets$/)
	await customer.getByText('Zatím jste nám nic nenapsali.').waitFor()
	await look(customer, 'cs-tickets-customer-empty')

	await customer.getByRole('link', { name: 'Nový požadavek' }).first().click()
	await customer.getByLabel('Předmět').fill('Tiskárna v účtárně netiskne')
	await customer.getByLabel('Co se děje?').fill('Svítí „Doplňte papír“.\nNávod: https://example.cz/navod.')
	await customer
		.locator('input[type="file"]')
		.setInputFiles({ name: 'Fotka displeje.png', mimeType: 'image/png', buffer: Buffer.from('not really') })
	await customer.getByRole('button', { name: 'Odebrat přílohu Fotka displeje.png' }).waitFor()
	expect(await customer.getByLabel('Řešitel').count(), 'customers assign nobody').toBe(0)
	await look(customer, 'cs-tickets-customer-new')
	await customer.getByRole('button', { name: 'Odeslat požadavek' }).click()
	await customer.getByRole('heading', { level: 1, name: 'Tiskárna v účtárně netiskne' }).waitFor()
	await customer.getByRole('link', { name: 'Fotka displeje.png' }).waitFor()
	const link = customer.getByRole('link', { name: 'https://example.cz/navod' })
	expect(await link.getAttribute('rel')).toContain('noopener')

	const operator = await enter('petr.maly')
	await operator.getByRole('link', { name: /^Nepřiřazené/ }).click()
	await operator.getByRole('button', { name: /^Převzít/ }).click()
	await operator.getByText('Všechny otevřené požadavky mají řešitele.').waitFor()
	await operator.getByRole('link', { name: /^Moje/ }).click()
	await look(operator, 'cs-tickets-list')
	await operator.getByRole('link', { name: 'Tiskárna v účtárně netiskne' }).click()

	await operator.getByRole('radio', { name: 'Interní poznámka' }).check()
	await composer(operator).getByRole('textbox').fill('Zaseknutý papír, jako minule.')
	await look(operator, 'cs-ticket-note')
	await operator.getByRole('button', { name: 'Uložit interní poznámku' }).click()
	await operator.getByRole('listitem').filter({ hasText: 'Zaseknutý papír, jako minule.' }).waitFor()

	// The mode stays as it was, so that a second note is not a reply.
	await operator.getByRole('radio', { name: 'Odpověď zákazníkovi' }).check()
	await composer(operator).getByRole('textbox').fill('Otevřete prosím zadní kryt.')
	await operator.getByRole('combobox', { name: 'Po odeslání' }).click()
	await operator.getByRole('option', { name: 'Čeká na zákazníka' }).click()
	await operator.getByRole('button', { name: 'Odeslat odpověď a čekat na zákazníka' }).click()
	await operator
		.getByText('Stav: V řešení → Čeká na zákazníka')
		.or(operator.getByText('Stav: Nový → Čeká na zákazníka'))
		.waitFor()
	await look(operator, 'cs-ticket')

	await customer.reload()
	await customer.getByText('Otevřete prosím zadní kryt.').waitFor()
	expect(await customer.getByText('Zaseknutý papír').count()).toBe(0)
	expect(await customer.getByText('Interní poznámka').count()).toBe(0)
	await look(customer, 'cs-ticket-customer')
	await customer.getByRole('button', { name: 'Uzavřít požadavek' }).click()
	await customer.getByText('Požadavek je uzavřený.').waitFor()
	await customer.getByRole('button', { name: 'Znovu otevřít' }).click()
	await customer.getByRole('button', { name: 'Uzavřít požadavek' }).waitFor()
	expect(errors).toEqual([])
})

test('what one wrote stays when a colleague was faster, and goes out when sent again', async () => {
	const petr = await enter('petr.maly')
	const jana = await enter('jana.bila')
	for (const page of [petr, jana]) {
		await page.goto(`${product.url}/tickets/1`)
		await composer(page).getByRole('textbox').waitFor()
	}
	await composer(petr).getByRole('textbox').fill('Odpověď Petra')
	await composer(jana).getByRole('textbox').fill('Odpověď Jany')
	await composer(petr)
		.getByRole('button', { name: /^Odeslat/ })
		.click()
	await petr.getByRole('listitem').filter({ hasText: 'Odpověď Petra' }).waitFor()
	await composer(jana)
		.getByRole('button', { name: /^Odeslat/ })
		.click()

	await jana.getByRole('listitem').filter({ hasText: 'Odpověď Petra' }).waitFor()
	// Either the page had heard of it before, or the server refused: both say so, and neither loses the text.
	const sent = jana.getByRole('listitem').filter({ hasText: 'Odpověď Jany' })
	if ((await sent.count()) === 0) {
		await composer(jana).getByText('Mezitím do požadavku napsal někdo jiný.').waitFor()
		expect(await composer(jana).getByRole('textbox').inputValue()).toBe('Odpověď Jany')
		await jana.reload()
		await composer(jana).getByRole('textbox').waitFor()
		expect(await composer(jana).getByRole('textbox').inputValue()).toBe('Odpověď Jany')
		await composer(jana).getByRole('textbox').press('Control+Enter')
	}
	await sent.waitFor()
	expect(await composer(jana).getByRole('textbox').inputValue()).toBe('')
})

test('a ticket in which a colleague wrote is marked in the list until one opens it', async () => {
	const [petr, jana] = [await enter('petr.maly'), await enter('jana.bila')]
	const id = await ask(petr, 'Kdo to má přečtené?')
	const looked = petr.waitForResponse((answer) => answer.url().endsWith(`/tickets/${id}/look`))
	await petr.goto(`${product.url}/tickets/${id}`)
	await looked
	await jana.request.post(`${product.url}/api/v1/tickets/${id}/messages`, { data: { kind: 'note', body: 'Já ne.' } })

	await petr.goto(`${product.url}/tickets`)
	const marked = petr.getByRole('link', { name: 'něco nového: Kdo to má přečtené?' })
	await marked.waitFor()
	await look(petr, 'cs-tickets-unread')
	await marked.click()
	await petr.getByRole('listitem').filter({ hasText: 'Já ne.' }).waitFor()
	await petr.getByRole('link', { name: 'Požadavky' }).first().click()
	await petr.getByRole('link', { name: /^Kdo to má přečtené/ }).waitFor()
})

test('who renames a ticket that a colleague renamed meanwhile is told, and a tag added by either stays', async () => {
	const petr = await enter('petr.maly')
	const jana = await enter('jana.bila')
	const id = await ask(jana, 'Předmět na začátku')
	const url = `${product.url}/api/v1/tickets/${id}`
	const change = async (data: object) => {
		expect((await jana.request.patch(url, { data })).status()).toBe(200)
	}
	await petr.goto(`${product.url}/tickets/${id}`)
	await petr.getByRole('button', { name: 'Upravit předmět' }).click()
	const dialog = petr.getByRole('dialog')
	await dialog.getByLabel('Předmět').fill('Předmět od Petra')
	await change({ subject: 'Předmět od Jany' })
	await dialog.getByText('Předmět mezitím někdo změnil na „Předmět od Jany“.').waitFor()
	await look(petr, 'cs-ticket-subject-newer')
	await dialog.getByRole('button', { name: 'Uložit' }).click()
	await petr.getByRole('heading', { level: 1, name: 'Předmět od Petra' }).waitFor()

	// Petr's page has not heard of Jana's tag yet.
	await change({ tags: ['od jany'] })
	const tags = petr.getByRole('combobox', { name: 'Štítky' })
	await tags.fill('od petra')
	await tags.press('Enter')
	await petr.getByRole('button', { name: 'Přesto provést mou změnu' }).click()
	await petr.getByRole('button', { name: 'Přesto provést mou změnu' }).waitFor({ state: 'detached' })
	await expect.poll(async () => (await (await jana.request.get(url)).json()).tags).toEqual(['od jany', 'od petra'])
	expect(errors).toEqual([])
})

test('whatever somebody writes or calls themselves and their files is shown as text', async () => {
	const customer = await enter('eva.mean')
	await customer.goto(`${product.url}/tickets/new`)
	await customer.getByLabel('Předmět').fill(SCRIPT)
	await customer.getByLabel('Co se děje?').fill(`${IMAGE}\n[x](javascript:alert(1)) ${'dlouhé'.repeat(200)}`)
	const names = ['obrázek.svg', '<img src=x onerror=alert(1)>.txt', 'ceník\u202Egpj.exe', '😀 مرحبا.html']
	await customer
		.locator('input[type="file"]')
		.setInputFiles(names.map((name) => ({ name, mimeType: 'image/svg+xml', buffer: Buffer.from(SVG) })))
	await customer
		.getByRole('button', { name: /^Odebrat přílohu/ })
		.nth(names.length - 1)
		.waitFor()
	await customer.getByRole('button', { name: 'Odeslat požadavek' }).click()
	await customer.getByRole('heading', { level: 1, name: SCRIPT }).waitFor()

	const operator = await enter('petr.maly')
	await operator.getByRole('link', { name: SCRIPT }).waitFor()
	await operator.getByText(MEAN_NAME).first().waitFor()
	await look(operator, 'cs-tickets-hostile')
	await operator.getByRole('link', { name: SCRIPT }).click()
	await operator.getByText(IMAGE).waitFor()
	await look(operator, 'cs-ticket-hostile')
	for (const page of [customer, operator]) {
		expect(await page.title()).not.toBe('hacked')
		expect(await page.locator('main script, main img, main svg script').count()).toBe(0)
		expect(await page.locator('main a[href^="javascript:"]').count()).toBe(0)
	}

	const drawing = operator.getByRole('link', { name: 'obrázek.svg' })
	const download = operator.waitForEvent('download')
	await drawing.click()
	expect((await download).suggestedFilename()).toBe('obrázek.svg')
	const answer = await operator.request.get(`${product.url}${await drawing.getAttribute('href')}`)
	expect(answer.headers()).toMatchObject({
		'content-type': 'application/octet-stream',
		'x-content-type-options': 'nosniff',
	})
	expect(answer.headers()['content-disposition']).toMatch(/^attachment/)
})

test('whatever a company, person, group, state, tag or view is called is text on every page', async () => {
	const admin = await openPage(await visit(browser), errors)
	admin.on('dialog', (dialog) => errors.push(`a script ran: ${dialog.message()}`))
	await signIn(admin, product.url)
	const post = async (path: string, data: object) => {
		const answer = await admin.request.post(`${product.url}/api/v1${path}`, { data })
		expect([path, answer.status()]).toEqual([path, 201])
		return await answer.json()
	}
	const mean = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
	const company = await post('/companies', { name: mean, city: mean, note: mean, website: 'javascript:alert(3)' })
	const names = { first_name: mean, last_name: mean, position: mean, note: mean }
	const person = await post('/users', {
		...names,
		username: 'mean',
		email: 'm@mean.example',
		company_id: company.id,
	})
	await post('/users', { ...names, username: 'op.mean', email: 'op@mean.example', role: 'operator' })
	const group = await post('/groups', { name: mean, member_ids: [] })
	const state = await post('/ticket-states', { base: 'open', name_cs: mean, name_en: mean })
	const { id } = await post('/tickets', {
		subject: mean,
		body: mean,
		requester_id: person.id,
		group_id: group.id,
		state_id: state.id,
		tags: [mean.slice(0, 40)],
	})
	await post('/ticket-views', { name: mean, filter: { tag: mean.slice(0, 40), view: 'all' } })
	await post('/webhooks', { url: `http://127.0.0.1:9/?${mean}`, events: ['ticket.updated'] })

	const search = `q=${encodeURIComponent(mean)}&tag=${encodeURIComponent(mean.slice(0, 40))}`
	const paths = [
		'tickets',
		'tickets/by-company',
		`tickets?view=all&company_id=${company.id}&requester_id=${person.id}`,
		`tickets?${search}`,
		`tickets/${id}`,
		`tickets/new?requester_id=${person.id}`,
		'companies',
		`companies/${company.id}`,
		'contacts',
		`contacts/${person.id}`,
		'admin/users',
		'admin/groups',
		`admin/groups/${group.id}`,
		'admin/states',
		'admin/webhooks',
	]
	for (const path of paths) {
		await admin.goto(`${product.url}/${path}`)
		await admin.getByRole('heading', { level: 1 }).waitFor()
		await admin.waitForLoadState('networkidle')
		expect([path, await admin.locator('main script, main img, main a[href^="javascript:"]').count()]).toEqual([path, 0])
		const wider = await admin.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
		expect([path, wider]).toEqual([path, false])
	}
	expect(errors).toEqual([])
})

test('an operator asks for a contact found among people of one e-mail by the company', async () => {
	const page = await enter('petr.maly')
	await page.goto(`${product.url}/tickets/new`)
	await page.getByRole('button', { name: 'Založit požadavek' }).click()
	await page.getByText('Vyberte zákazníka, za kterého požadavek zakládáte.').waitFor()
	await page.getByRole('combobox', { name: 'Zákazník' }).fill('kancelář říhová')
	await page.getByRole('option', { name: /alena\.rihova@rihova-novak\.cz/ }).waitFor()
	await page.getByRole('combobox', { name: 'Zákazník' }).fill('novak')
	const people = page.getByRole('option', { name: /petr\.novak@rihova-novak\.cz/ })
	await people.nth(1).waitFor()
	expect(await people.count()).toBe(2)
	await people.filter({ hasText: 'Otevřená dílna' }).click()
	await page.getByLabel('Předmět').fill('Volal kvůli faktuře')
	await page.getByLabel('Text', { exact: true }).fill('Ozveme se.')
	await page.getByRole('button', { name: 'Založit požadavek' }).click()
	await page.getByRole('heading', { level: 1, name: 'Volal kvůli faktuře' }).waitFor()
	await page.getByRole('complementary').getByRole('link', { name: 'Otevřená dílna, z. s.' }).waitFor()

	// It was about the other company after all: nothing but the company is asked.
	await page.getByRole('button', { name: 'Změnit zákazníka' }).click()
	await page.getByRole('radio', { name: 'Účetní kancelář Říhová & Novák' }).click()
	await page.keyboard.press('Escape')
	await page.getByRole('button', { name: 'Změnit zákazníka' }).click()
	await page.getByText('Za kterou společnost se ptá?').waitFor()
	await look(page, 'cs-ticket-requester')
	await page.getByRole('radio', { name: 'Účetní kancelář Říhová & Novák' }).click()
	await page.getByRole('button', { name: 'Uložit' }).click()
	await page.getByRole('complementary').getByRole('link', { name: 'Účetní kancelář Říhová & Novák' }).waitFor()
})

test('the keys walk the list, select in it and open it; switched off they do nothing', async () => {
	const page = await enter('petr.maly')
	await page.getByRole('row').nth(2).waitFor()
	await page.keyboard.press('j')
	await page.keyboard.press('x')
	await page.keyboard.press('j')
	await page.keyboard.press('x')
	await page.getByRole('button', { name: 'Změnit 2 požadavky' }).waitFor()
	await page.keyboard.press('e')
	const bulk = page.getByRole('region', { name: 'Hromadná změna' })
	await bulk.getByRole('combobox', { name: 'Řešitel' }).and(page.locator(':focus')).waitFor()
	await bulk.getByRole('combobox', { name: 'Priorita' }).click()
	await page.getByRole('listbox').getByRole('option', { name: 'Vysoká' }).click()
	await page.getByRole('button', { name: 'Změnit 2 požadavky' }).click()
	await page.getByText('Změnily se 2 požadavky.').waitFor()
	await page.getByRole('cell', { name: 'Vysoká' }).nth(1).waitFor()

	await page.goto(`${product.url}/tickets?view=unassigned`)
	const second = page.getByRole('row').nth(2).getByRole('link')
	await second.waitFor()
	const next = await second.textContent()
	await page.keyboard.press('j')
	await page.keyboard.press('t')
	await page.getByText(/^Požadavek č\. \d+ je váš\.$/).waitFor()
	expect(await page.locator('a:focus').textContent()).toBe(next)
	await page.keyboard.press('Enter')
	await page.getByRole('heading', { level: 1 }).filter({ hasText: next! }).waitFor()
	await page.keyboard.press('u')
	await page.waitForURL(/\/tickets\?view=unassigned$/)
	await page.goto(`${product.url}/tickets`)
	await page.getByRole('row').nth(2).waitFor()

	await page.getByRole('button', { name: 'Klávesové zkratky' }).click()
	await look(page, 'cs-tickets-keys')
	await page.getByLabel('Používat jednopísmenné zkratky').uncheck()
	await page.getByRole('dialog').getByRole('button', { name: 'Zavřít' }).click()
	await page.getByRole('dialog').waitFor({ state: 'detached' })
	await page.keyboard.press('c')
	await page.keyboard.press('?')
	expect(await page.getByRole('dialog').count()).toBe(0)
	expect(page.url()).toMatch(/\/tickets$/)
})

test('tickets are selected and changed on a phone, too', async () => {
	const page = await openPage(await visit(browser, { language: 'cs-CZ', dark: false, width: 390 }), errors)
	await signIn(page, product.url, 'petr.maly', PASSWORD)
	await page.goto(`${product.url}/tickets?view=all`)
	await page
		.getByRole('checkbox', { name: /^Vybrat požadavek/ })
		.first()
		.check()
	await page.getByRole('region', { name: 'Hromadná změna' }).getByRole('combobox', { name: 'Priorita' }).click()
	await page.getByRole('listbox').getByRole('option', { name: 'Kritická' }).click()
	await look(page, 'cs-tickets-bulk-phone')
	await page.getByRole('button', { name: 'Změnit 1 požadavek' }).click()
	await page.getByRole('cell').filter({ hasText: 'Kritická' }).first().waitFor()
})

test('of two administrators who rename a state at once, the slower reads what it is called now', async () => {
	const [slow, fast] = [await enterAsAdmin(), await enterAsAdmin()]
	const rename = async (page: Page, name: string) => {
		await page.getByLabel('Název česky').fill(name)
		await page.getByRole('button', { name: 'Uložit' }).click()
	}
	for (const page of [slow, fast]) {
		await page.goto(`${product.url}/admin/states`)
		await page.getByRole('button', { name: 'Upravit Čeká na třetí stranu' }).click()
	}
	await rename(fast, 'Čeká na výrobce')
	await fast.getByRole('cell', { name: 'Čeká na výrobce', exact: true }).waitFor()
	await rename(slow, 'Čeká na dodavatele')
	await slow.getByRole('button', { name: 'Načíst' }).click()
	await slow.getByRole('textbox', { name: 'Název česky' }).and(slow.locator('[value="Čeká na výrobce"]')).waitFor()
	await rename(slow, 'Čeká na třetí stranu')
	await slow.getByRole('cell', { name: 'Čeká na třetí stranu', exact: true }).nth(1).waitFor()
})

test('the page of a contact who is a colleague is the page of the user', async () => {
	const page = await enterAsAdmin()
	await page.goto(`${product.url}/admin/users?role=admin`)
	await page.getByRole('row').nth(1).getByRole('link').first().click()
	await page.waitForURL(/\/admin\/users\/\d+$/)
	const url = page.url()
	await page.goto(url.replace('/admin/users/', '/contacts/'))
	await page.waitForURL(url)
})

test.each([
	{ user: 'petr.maly', language: 'cs-CZ', dark: true, width: 1280 },
	{ user: 'petr.maly', language: 'en-GB', dark: false, width: 390 },
	{ user: 'jiri.dvorak', language: 'en-GB', dark: true, width: 390 },
	{ user: 'admin', language: 'en-GB', dark: true, width: 1280 },
	// 1280 px at 400 % zoom.
	{ user: 'admin', language: 'cs-CZ', dark: false, width: 320 },
] as const)('the pages of tickets are accessible ($user, $language, dark: $dark, $width px)', async (visitor) => {
	const { user, language, dark, width } = visitor
	const page = await openPage(await visit(browser, { language, dark, width }), errors)
	await signIn(page, product.url, user, ...(user === 'admin' ? [] : [PASSWORD]))
	const everybody = ['tickets', 'tickets?q=nic-takového', 'tickets/1', 'tickets/new']
	const staff = ['tickets/by-company', 'companies/1', 'contacts/1']
	const admin = ['admin/groups', 'admin/groups/new', 'admin/states', 'admin/webhooks', 'admin/webhooks/new']
	const paths = [...everybody, ...(user === 'jiri.dvorak' ? [] : staff), ...(user === 'admin' ? admin : [])]
	for (const path of paths) {
		await page.goto(`${product.url}/${path}`)
		await page.getByRole('heading', { level: 1 }).waitFor()
		await page.waitForLoadState('networkidle')
		await look(page, `${user}-${language.slice(0, 2)}-${width}-${dark ? 'dark' : 'light'}-${path.replace(/\W+/g, '-')}`)
	}
	expect(errors).toEqual([])
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { MEAN_NAME, openDesk, PASSWORD } from './desk.ts'
import { look, openPage, signIn, visit } from './harness.ts'

const SCRIPT = '<script>document.title = "hacked"</script>'
const IMAGE = '<img src="x" onerror="document.title = \'hacked\'">'
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

const { product, browser, errors, enter, enterAsAdmin } = await openDesk()

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
	await post('/webhooks', { url: `http://203-0-113-9.example/?${mean}`, events: ['ticket.updated'] })

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

test('what one types in a form stays when the window comes back to the front, and saving says that somebody was faster', async () => {
	const [slow, fast] = [await enterAsAdmin(), await enterAsAdmin()]
	for (const page of [slow, fast]) await page.goto(`${product.url}/companies/1/edit`)
	await slow.getByLabel('Telefon').fill('+420 222 333 444')
	await fast.getByLabel('Město').fill('Jihlava')
	await fast.getByRole('button', { name: 'Uložit' }).click()
	await fast.waitForURL(/\/companies\/1$/)
	// A minute later, from another window.
	await slow.clock.setFixedTime(Date.now() + 60_000)
	await slow.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
	await slow.waitForLoadState('networkidle')
	expect(await slow.getByLabel('Telefon').inputValue()).toBe('+420 222 333 444')
	await slow.getByRole('button', { name: 'Uložit' }).click()
	await slow.getByText('Záznam mezitím změnil někdo jiný.').waitFor()
	await slow.getByRole('button', { name: 'Načíst aktuální podobu' }).click()
	await slow.locator('input[value="Jihlava"]').waitFor()
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
	{ user: 'eva.mean', language: 'en-GB', dark: true, width: 390 },
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
	const paths = [...everybody, ...(user === 'eva.mean' ? [] : staff), ...(user === 'admin' ? admin : [])]
	for (const path of paths) {
		await page.goto(`${product.url}/${path}`)
		await page.getByRole('heading', { level: 1 }).waitFor()
		await page.waitForLoadState('networkidle')
		await look(page, `${user}-${language.slice(0, 2)}-${width}-${dark ? 'dark' : 'light'}-${path.replace(/\W+/g, '-')}`)
	}
	expect(errors).toEqual([])
})

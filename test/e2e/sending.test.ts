import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { composer, openDesk } from './desk.ts'

const { product, errors, enter } = await openDesk()
const api = `${product.url}/api/v1`

async function newTicket(page: Page): Promise<number> {
	const { items } = await (await page.request.get(`${api}/users?q=dvorak`)).json()
	const data = { subject: 'Tiskárna', body: 'Netiskne.', requester_id: items[0].id }
	return (await (await page.request.post(`${api}/tickets`, { data })).json()).id
}

async function bodies(page: Page, id: number): Promise<string[]> {
	const { messages } = await (await page.request.get(`${api}/tickets/${id}`)).json()
	return messages
		.filter((message: { kind: string }) => message.kind !== 'event')
		.map(({ body }: { body: string }) => body)
}

/** As somebody impatient does on a slow computer: the second click comes before the page could draw the first. */
async function clickTwice(page: Page, button: ReturnType<Page['getByRole']>, between: number): Promise<void> {
	const { x, y, width, height } = (await button.boundingBox())!
	await page.mouse.move(x + width / 2, y + height / 2)
	for (const pause of [between, 0]) {
		await page.mouse.down()
		await page.mouse.up()
		await page.waitForTimeout(pause)
	}
}

test('a reply goes out once however often its button is pressed on a slow computer', async () => {
	const page = await enter('petr.maly')
	const devtools = await page.context().newCDPSession(page)
	for (const [rate, between] of [
		[1, 0],
		[6, 0],
		[6, 60],
		[20, 60],
		[20, 150],
	] as const) {
		const id = await newTicket(page)
		await page.goto(`${product.url}/tickets/${id}`)
		await composer(page).getByRole('textbox').fill('Ano.')
		await devtools.send('Emulation.setCPUThrottlingRate', { rate })
		await clickTwice(page, composer(page).getByRole('button', { name: /^Odeslat/ }), between)
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
		await page.getByRole('listitem').filter({ hasText: 'Ano.' }).waitFor()
		await page.waitForLoadState('networkidle')
		expect([rate, between, await bodies(page, id)]).toEqual([rate, between, ['Netiskne.', 'Ano.']])
	}
	// The next draft may say the same.
	await composer(page).getByRole('textbox').fill('Ano.')
	await composer(page).getByRole('textbox').press('Control+Enter')
	await page.getByRole('listitem').filter({ hasText: 'Ano.' }).nth(1).waitFor()
	expect(errors).toEqual([])
})

test('a new ticket is made once when its button is pressed three times at once', async () => {
	const page = await enter('petr.maly')
	await page.goto(`${product.url}/tickets/new`)
	await page.getByLabel('Předmět').fill('Myš')
	await page.getByRole('combobox', { name: 'Zákazník' }).fill('dvorak')
	await page.getByRole('option').first().click()
	await page.getByLabel('Text').fill('Nekliká.')
	const send = page.getByRole('button', { name: 'Založit požadavek' })
	await send.evaluate((button: HTMLElement) => {
		for (let n = 0; n < 3; n++) button.click()
	})
	await page.getByRole('heading', { level: 1, name: 'Myš' }).waitFor()
	const { items } = await (await page.request.get(`${api}/tickets?q=nekliká`)).json()
	expect(items).toHaveLength(1)
})

test('a paste that is too long stays as it is and is said to be too long', async () => {
	const page = await enter('petr.maly')
	const long = `${'dlouhý text '.repeat(10_001)}KONEC`
	const id = await newTicket(page)
	await page.goto(`${product.url}/tickets/${id}`)
	const reply = composer(page).getByRole('textbox')
	await reply.fill(long)
	expect((await reply.inputValue()).endsWith('KONEC')).toBe(true)
	await composer(page)
		.getByRole('button', { name: /^Odeslat/ })
		.click()
	await page.getByText('vejde se sem znaků: 100 000').waitFor()
	expect(await bodies(page, id)).toEqual(['Netiskne.'])
	expect(await reply.inputValue()).toBe(long)

	await page.goto(`${product.url}/contacts/new`)
	const name = page.getByLabel('Jméno', { exact: true })
	await name.fill(long)
	await page.getByLabel('Uživatelské jméno').fill('dlouhy')
	await page.getByLabel('E-mail').fill('dlouhy@example.cz')
	await page.getByRole('button', { name: 'Uložit' }).click()
	await page.getByText(/vejde se sem znaků: \d+/).waitFor()
	expect(await name.inputValue()).toBe(long)
	expect(errors.filter((error) => !error.includes('422'))).toEqual([])
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, openPage, openStage, signIn, visit } from './harness.ts'
import { chooseFiles, toCheck, toColumns } from './wizard.ts'

const { product, browser } = await openStage()

/** Five hundred contacts; in the second file the first twenty have another phone. */
function contacts(changed: number): string {
	const rows = Array.from({ length: 500 }, (_, index) => {
		const n = index + 1
		const phone = n <= changed ? `+420 777 000 ${String(n).padStart(3, '0')}` : '+420 602 000 000'
		return `Jan;Novák${n};jan${n}@firma.cz;jan.novak${n};${phone}`
	})
	return `\ufeffJméno;Příjmení;E-mail;Uživatelské jméno;Telefon\r\n${rows.join('\r\n')}\r\n`
}

async function upload(page: Page, name: string, text: string): Promise<void> {
	await chooseFiles(page, product.url, [name, text])
	await toColumns(page)
}

/** As somebody else would, behind the back of whoever imports. */
async function edit(page: Page, username: string, phone: string): Promise<void> {
	const status = await page.evaluate(
		async ([login, number]) => {
			const headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'listek' }
			const found = await (await fetch(`/api/v1/users?q=${login}&limit=20`, { headers })).json()
			const user = found.items.find((one: { username: string }) => one.username === login)
			const body = JSON.stringify({ phone: number, version: user.version })
			return (await fetch(`/api/v1/users/${user.id}`, { method: 'PATCH', headers, body })).status
		},
		[username, phone] as const,
	)
	expect(status).toBe(200)
}

test('an update shows old and new values, notices an edit meanwhile, and is taken back except for what was edited', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await upload(page, 'kontakty.csv', contacts(0))
	await toCheck(page)
	await page.getByRole('button', { name: 'Naimportovat 500 kontaktů' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()

	await upload(page, 'zmeny.csv', contacts(20))
	await page.getByText('Jen měnit existující').click()
	await page.getByText('podle něj hledáme').waitFor()
	await expectAccessible(page)
	await toCheck(page)
	const commit = page.getByRole('button', { name: 'Naimportovat: 20 změn', exact: true })
	await commit.waitFor()
	await page.getByText('Beze změny zůstane 480 záznamů.').waitFor()
	const changed = page.getByRole('row', { name: /jan\.novak1\b/ })
	expect(await changed.locator('del').innerText()).toContain('+420 602 000 000')
	expect(await changed.locator('ins').innerText()).toContain('+420 777 000 001')
	await expectAccessible(page)

	await edit(page, 'jan.novak1', '+420 111 222 333')
	await commit.click()
	await page.getByText('Data se od kontroly změnila, proto jsme nic nezapsali.').waitFor()
	await changed.locator('del', { hasText: '+420 111 222 333' }).waitFor()
	await commit.click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
	await page.getByText('Zapsáno: 20 změn.').waitFor()

	await edit(page, 'jan.novak2', '+420 444 555 666')
	await page.getByRole('button', { name: 'Vrátit import…' }).click()
	const dialog = page.getByRole('dialog', { name: 'Vrátit celý import?' })
	await dialog.getByRole('link', { name: 'jan.novak2' }).waitFor()
	await dialog.getByText('1 záznam zůstane, jak je').first().waitFor()
	await expectAccessible(page)
	await dialog.getByRole('button', { name: 'Vrátit import: obnovit 19 záznamů' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je vrácený' }).waitFor()
	await page.getByText('Do původní podoby jsme vrátili 19 záznamů.').waitFor()
	expect(await phoneOf(page, 'jan.novak2')).toBe('+420 444 555 666')
	expect(await phoneOf(page, 'jan.novak1')).toBe('+420 111 222 333')
	expect(await phoneOf(page, 'jan.novak3')).toBe('+420 602 000 000')
	await expectAccessible(page)
	expect(errors).toEqual([])
})

test('whoever is missing from the next file is shown by name, and cannot sign in after the commit', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser, { language: 'en-GB' }), errors)
	await signIn(page, product.url)
	const list = (...names: string[]) =>
		`Login;E-mail;Department\n${names.map((name) => `${name};${name}@firma.cz;IT`).join('\n')}\n`
	await upload(page, 'staff.csv', list('anna', 'bert', 'cyril'))
	await toCheck(page)
	await page.getByRole('button', { name: 'Import 3 contacts' }).click()
	await page.getByRole('heading', { level: 1, name: 'The import is done' }).waitFor()

	await upload(page, 'staff.csv', list('anna'))
	await page.getByText('Change existing ones and create new ones').click()
	await page.getByText('Deactivate them', { exact: true }).click()
	await toCheck(page)
	await page.getByRole('heading', { name: '2 people are missing from the file' }).waitFor()
	await page.getByRole('link', { name: 'bert' }).waitFor()
	await expectAccessible(page)
	await page.getByRole('button', { name: 'Import 2 deactivations' }).click()
	await page.getByRole('heading', { name: '2 people who were missing from the file were deactivated' }).waitFor()
	await expectAccessible(page)

	await page.getByRole('link', { name: 'bert' }).click()
	await page.getByRole('heading', { name: 'What imports changed' }).waitFor()
	await page.getByText('missing from the file').waitFor()
	await expectAccessible(page)
	expect(errors).toEqual([])
})

function phoneOf(page: Page, username: string): Promise<string> {
	return page.evaluate(async (login) => {
		const found = await (await fetch(`/api/v1/users?q=${login}&limit=20`)).json()
		return found.items.find((one: { username: string }) => one.username === login).phone
	}, username)
}

import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { PASSWORD as ADMIN_PASSWORD, openPage, openStage, ROOT, signIn, visit } from './harness.ts'
import { SAMPLES } from './wizard.ts'

const run = promisify(execFile)
export const PASSWORD = 'modrý traktor v zimě'

const OPERATORS = `Jméno;Příjmení;E-mail;Uživatelské jméno
Petr;Malý;petr.maly@podpora.example;petr.maly
Jana;Bílá;jana.bila@podpora.example;jana.bila
`
/** Names as somebody mean would choose them; a file of contacts takes them as text. */
const MEAN = `Jméno;Příjmení;E-mail;Uživatelské jméno
<b>Eva</b>;שלום 😀;eva@mean.example;eva.mean
`
export const MEAN_NAME = '<b>Eva</b> שלום 😀'

/** A help desk of the samples, two operators and somebody with a mean name, and who comes to it. */
export async function openDesk() {
	const { product, browser } = await openStage()
	const errors: string[] = []
	const listek = (...flags: string[]) =>
		run(join(ROOT, 'listek'), flags, { cwd: ROOT, env: { ...process.env, LISTEK_DATA_DIR: product.dataDir } })
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
		const { items: invited } = await (
			await admin.request.get(`${api}/invitation-rounds/${round.id}/invitations`)
		).json()
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

	return { product, browser, errors, listek, enter, enterAsAdmin, passwordLink, ask }
}

export function composer(page: Page) {
	return page.getByRole('form', { name: 'Napsat do požadavku' })
}

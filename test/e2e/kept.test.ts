import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { expectAccessible, openPage, openStage, ROOT, signIn, visit } from './harness.ts'
import { chooseFiles, SAMPLES } from './wizard.ts'

const [COMPANIES = ''] = SAMPLES

const { product, browser } = await openStage()

const listek = (...args: string[]) =>
	execFileSync(join(ROOT, 'listek'), args, { env: { ...process.env, LISTEK_DATA_DIR: product.dataDir } }).toString()

test('the same file says that it was imported; after the set days its import says that it cannot be taken back', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	listek('import', COMPANIES)
	await page.goto(`${product.url}/admin/imports/1/result`)
	await page.getByText(/^Vrátit ho jde do /).waitFor()
	await page.getByRole('button', { name: 'Vrátit import…' }).waitFor()

	await chooseFiles(page, product.url, COMPANIES)
	await page.getByText(/Stejný soubor jste už naimportovali .* \(z příkazové řádky\)/).waitFor()
	await expectAccessible(page)
	await page.getByRole('link', { name: 'Zobrazit ten import' }).click()
	await page.waitForURL(/\/imports\/1\/result/)

	await page.goto(`${product.url}/admin/retention`)
	await page.getByLabel('Kolik dní importy uchovávat').fill('30')
	await page.getByRole('button', { name: 'Uložit' }).click()
	await page.getByRole('button', { name: 'Zkrátit na 30 dní' }).click()
	await page.getByText('Nastavení je uložené.').waitFor()
	await expectAccessible(page)

	const client = new pg.Client({ connectionString: listek('db', 'url').trim() })
	await client.connect()
	await client.query("update imports set state_at = state_at - interval '31 days' where id = 1")
	for (let dropped = 0; dropped === 0; await sleep(100)) {
		dropped = (await client.query('select from imports where id = 1 and dropped_at is not null')).rowCount ?? 0
	}
	await client.end()
	await page.goto(`${product.url}/admin/imports/1/result`)
	await page.getByText(/^Tento import už nejde vrátit/).waitFor()
	expect(await page.getByRole('button', { name: 'Vrátit import…' }).count()).toBe(0)
	await expectAccessible(page)
	await page.goto(`${product.url}/admin/imports`)
	await page.getByText('už nejde vrátit').waitFor()
	await expectAccessible(page)
	expect(errors).toEqual([])
})

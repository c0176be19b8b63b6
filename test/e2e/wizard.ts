import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { ROOT } from './harness.ts'

/** Companies and their people, as the product offers them to whoever imports for the first time. */
export const SAMPLES = ['Společnosti_UTF8.csv', 'Kontakty_UTF8.csv'].map((name) => join(ROOT, 'samples', name))

/** On the disk, or its name and what is in it. */
export type Given = string | readonly [name: string, content: string | Buffer]

/** A new import of these files, at its first step. */
export async function chooseFiles(page: Page, url: string, ...files: Given[]): Promise<void> {
	await page.goto(`${url}/admin/imports/new`)
	const chosen = await Promise.all(files.map(asChosen))
	await page.locator('input[type="file"]').first().setInputFiles(chosen)
	await page.waitForURL(/\/file$/)
}

async function asChosen(file: Given) {
	const [name, content] = typeof file === 'string' ? [basename(file), await readFile(file)] : file
	return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }
}

/** Past the step File. The address is there before the page: its button must not be the one that is pressed next. */
export async function toColumns(page: Page): Promise<void> {
	await goOn(page)
	await page.waitForURL(/\/columns$/)
	await page.locator('.mapping-table').first().waitFor()
}

/** Past the step Columns, once everything was checked. */
export async function toCheck(page: Page): Promise<void> {
	await goOn(page)
	await page.waitForURL(/\/check/)
	await page.locator('#rows').waitFor()
}

/** From the samples to their records. */
export async function importSamples(page: Page, url: string): Promise<void> {
	await chooseFiles(page, url, ...SAMPLES)
	await toColumns(page)
	await toCheck(page)
	await page.getByRole('button', { name: 'Naimportovat 10 kontaktů a 6 společností' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
}

async function goOn(page: Page): Promise<void> {
	await page.locator('.wizard-next:not([disabled])').click()
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, expect } from 'vitest'

export const ROOT = join(import.meta.dirname, '../..')
export const PASSWORD = 'correct horse battery'

/** The product and a browser for the stories of one file; both are gone after its last one. */
export async function openStage(
	settings: Record<string, string> = {},
): Promise<{ product: Product; browser: Browser }> {
	const [product, browser] = await Promise.all([startProduct(settings), startBrowser()])
	afterAll(async () => {
		await browser.close()
		await product.stop()
	})
	return { product, browser }
}

/** The product as `npm start` runs it: the command itself, its own data folder, a free port. */
export interface Product {
	url: string
	dataDir: string
	stop(): Promise<void>
}

/** `settings` are environment variables besides its own. */
async function startProduct(settings: Record<string, string> = {}): Promise<Product> {
	const dataDir = await mkdtemp(join(tmpdir(), 'listek-e2e-'))
	const port = await freePort()
	const child = spawn(join(ROOT, 'listek'), ['serve'], {
		cwd: ROOT,
		env: {
			...process.env,
			LISTEK_PORT: String(port),
			LISTEK_DATA_DIR: dataDir,
			LISTEK_ADMIN_PASSWORD: PASSWORD,
			...settings,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	await ready(child)
	return {
		url: `http://127.0.0.1:${port}`,
		dataDir,
		async stop() {
			const closed = new Promise((resolve) => child.on('close', resolve))
			child.kill('SIGTERM')
			await closed
			await rm(dataDir, { recursive: true, force: true })
		},
	}
}

function ready(child: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let said = ''
		const hear = (bytes: Buffer) => {
			said += bytes.toString()
			if (said.includes('Lístek is ready at')) resolve()
		}
		child.stdout!.on('data', hear)
		child.stderr!.on('data', hear)
		child.on('close', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)))
	})
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1')
	await new Promise((resolve) => server.on('listening', resolve))
	const { port } = server.address() as { port: number }
	await new Promise((resolve) => server.close(resolve))
	return port
}

/** The browser that comes inside an npm package: nothing is installed by hand. */
async function startBrowser(): Promise<Browser> {
	return playwright.launch({
		// The package's own list is for a cloud function: one process, and gone with the first closed window.
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--font-render-hinting=none'],
		executablePath: await chromium.executablePath(),
		headless: true,
	})
}

export interface Visit {
	language?: 'cs-CZ' | 'en-GB'
	dark?: boolean
	width?: number
	height?: number
}

export function visit(browser: Browser, { language = 'cs-CZ', dark = false, width = 1280, height = 800 }: Visit = {}) {
	return browser.newContext({
		locale: language,
		colorScheme: dark ? 'dark' : 'light',
		viewport: { width, height },
		reducedMotion: 'reduce',
		acceptDownloads: true,
	})
}

/** A page whose errors fail the test: what a person sees as a dead button stands in the console. */
export async function openPage(context: BrowserContext, errors: string[]): Promise<Page> {
	const page = await context.newPage()
	page.setDefaultTimeout(90_000)
	page.on('pageerror', (error) => errors.push(String(error)))
	page.on('console', (message) => {
		// A refused sign-in and the question who is signed in answer 401 by design.
		if (message.type() === 'error' && !/status of 40[19]/.test(message.text())) errors.push(message.text())
	})
	return page
}

export async function signIn(page: Page, url: string, login = 'admin', password = PASSWORD): Promise<void> {
	await page.goto(`${url}/sign-in`)
	await page.locator('form input').first().fill(login)
	await page.locator('form input[type="password"]').fill(password)
	await page.locator('button[type="submit"]').click()
	await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
}

/** Accessible and not wider than the window, and a picture of it for people, which is not kept in the repository. */
export async function look(page: Page, name: string): Promise<void> {
	await expectAccessible(page)
	const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
	expect(wider, `${page.url()} scrolls sideways`).toBe(false)
	await page.screenshot({ path: join(ROOT, `test/e2e/screenshots/${name}.png`), fullPage: true })
}

/** Nothing axe knows is wrong on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
	expect(found, `axe on ${page.url()}`).toEqual([])
}

import { expect, test } from 'vitest'
import { look, openPage, openStage, signIn, visit } from './harness.ts'
import { chooseFiles, SAMPLES, toCheck, toColumns } from './wizard.ts'

const { product, browser } = await openStage()

test('both samples in one run: the contact is found under its company, and the same files again are refused with reasons', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await page.goto(`${product.url}/sign-in`)
	await page.getByRole('heading', { name: 'Přihlášení' }).waitFor()
	await look(page, 'cs-sign-in')
	await signIn(page, product.url)

	await page.getByRole('link', { name: 'Společnosti' }).first().click()
	await page.getByRole('link', { name: 'Import', exact: true }).first().click()
	await page.locator('input[type="file"]').setInputFiles(SAMPLES)
	await page.waitForURL(/\/file$/)
	await page.getByText('1. řádek je hlavička').nth(1).waitFor()
	await look(page, 'cs-file')

	await toColumns(page)
	await page.getByText('Uživatelské jméno').first().waitFor()
	await look(page, 'cs-columns')

	await toCheck(page)
	const button = page.getByRole('button', { name: 'Naimportovat 10 kontaktů a 6 společností' })
	await button.waitFor()
	await look(page, 'cs-check')
	await button.click()

	await page.waitForURL(/\/result$/)
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()
	await look(page, 'cs-result')

	await page.goto(`${product.url}/companies?q=truhlarstvi`)
	await page.getByRole('link', { name: 'Truhlářství Dvořák s.r.o.' }).click()
	await page.getByRole('link', { name: 'Jiří Dvořák' }).waitFor()
	await look(page, 'cs-company')

	await chooseFiles(page, product.url, ...SAMPLES)
	await toColumns(page)
	await toCheck(page)
	await page.getByText('Toto uživatelské jméno už v Lístku někdo má').waitFor()
	await look(page, 'cs-check-refused')
	expect(await page.getByRole('button', { name: /^Naimportovat/ }).count()).toBe(0)

	await page.goto(`${product.url}/admin/imports`)
	await page.getByText('Kontakty_UTF8.csv').first().waitFor()
	await look(page, 'cs-imports')
	expect(errors).toEqual([])
})

const OPERATORS = `Jméno;Příjmení;E-mail;Uživatelské jméno;Role;Skupiny
Olga;Operátorová;olga.operatorova@vase-podpora.cz;olga.operatorova;Operátor;Podpora
Ota;Technik;ota.technik@vase-podpora.cz;ota.technik;Operátor;"Podpora, Sítě"
Eva;Vedoucí;eva.vedouci@vase-podpora.cz;eva.vedouci;Administrátor;Vedení
`

test('operators come into their groups, missing ones are made at a click, and one is moved in the form of a person', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await chooseFiles(page, product.url, ['Operátoři.csv', OPERATORS])
	await toColumns(page)
	await page.getByRole('radio', { name: 'Vynechat ji' }).waitFor()
	await look(page, 'cs-columns-groups')
	await toCheck(page)
	await page.getByRole('heading', { name: 'Tuto skupinu operátorů v Lístku nemáte' }).waitFor()
	await page.getByText('eva.vedouci@vase-podpora.cz').waitFor()
	await look(page, 'cs-check-groups')
	await page.getByRole('button', { name: 'Založit tyto skupiny' }).click()
	await page.getByRole('button', { name: 'Naimportovat 3 uživatele a 3 skupiny' }).click()
	await page.getByRole('button', { name: 'Ano, naimportovat' }).click()
	await page.getByRole('heading', { level: 1, name: 'Import je hotový' }).waitFor()

	await page.goto(`${product.url}/admin/users?q=technik`)
	await page.getByRole('link', { name: 'Ota Technik' }).click()
	await page.getByText('Podpora, Sítě').waitFor()
	await page.getByRole('link', { name: 'Upravit' }).click()
	await page.getByRole('combobox', { name: 'Skupiny' }).fill('Ved')
	await page.getByRole('option', { name: 'Vedení' }).click()
	await page.keyboard.press('Escape')
	await page.getByRole('option').first().waitFor({ state: 'hidden' })
	await look(page, 'cs-user-groups')
	await page.getByRole('button', { name: 'Uložit' }).click()
	await page.getByText('Podpora, Sítě, Vedení').waitFor()
	expect(errors).toEqual([])
})

test.each([
	{ language: 'cs-CZ', dark: false, width: 1280 },
	{ language: 'en-GB', dark: true, width: 1280 },
	{ language: 'cs-CZ', dark: true, width: 390 },
] as const)('every page is accessible ($language, dark: $dark, $width px)', async ({ language, dark, width }) => {
	const errors: string[] = []
	const page = await openPage(await visit(browser, { language, dark, width }), errors)
	await signIn(page, product.url)
	const paths = [
		'companies',
		'companies/new',
		'companies/1',
		'companies/1/edit',
		'contacts',
		'contacts/1',
		'admin/users',
		'admin/imports',
		'admin/imports/new?target=users',
		'admin/security',
		'admin/retention',
		'admin/invitations',
		'admin/invitations/new',
		'account',
	]
	for (const path of paths) {
		await page.goto(`${product.url}/${path}`)
		await page.getByRole('heading', { level: 1 }).waitFor()
		await page.waitForLoadState('networkidle')
		await look(page, `${language.slice(0, 2)}-${width}-${dark ? 'dark' : 'light'}-${path.replace(/\W+/g, '-')}`)
	}
	expect(errors).toEqual([])
})

import { afterAll, expect, test } from 'vitest'
import { startMailServer, tokenIn } from '../mail/server.ts'
import { expectAccessible, look, openPage, openStage, signIn, visit } from './harness.ts'
import { importSamples } from './wizard.ts'

const mail = await startMailServer()
afterAll(() => mail.close())
const { product, browser } = await openStage({
	LISTEK_SMTP_URL: mail.url,
	LISTEK_MAIL_FROM: 'Podpora Řízek <podpora@rizek.cz>',
})

test('imported people are invited by mail; the link sets a password, once, and lets the customer in', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser), errors)
	await signIn(page, product.url)
	await importSamples(page, product.url)
	await page.getByText('neposílali jsme jim žádný e-mail').waitFor()
	expect(mail.received).toEqual([])

	await page.getByRole('link', { name: 'Pozvat 9 lidí…' }).click()
	await page.getByRole('heading', { name: 'Pozvánku dostane 9 lidí' }).waitFor()
	await page.getByRole('row', { name: /Mají smyšlenou adresu.*1.*Tomáš Jelínek/ }).waitFor()
	await page.getByText('Předmět: Váš účet: Podpora Řízek').waitFor()
	await page.getByText('Předmět: Your account: Podpora Řízek').waitFor()
	await look(page, 'cs-invite')

	mail.answers.set('alena.rihova@rihova-novak.cz', [550])
	await page.getByRole('button', { name: 'Poslat pozvánku 9 lidem' }).click()
	await page.getByRole('button', { name: 'Zkusit znovu 1 odmítnutou adresu' }).waitFor()
	await page.getByText('550 no such mailbox').waitFor()
	expect(mail.received).toHaveLength(8)
	expect(mail.received.map(({ to }) => to)).not.toContain('xx@yy.cz')
	await look(page, 'cs-invitations-round')
	await page.getByRole('button', { name: 'Zkusit znovu 1 odmítnutou adresu' }).click()
	await page.getByRole('row', { name: /Alena Říhová.*Odesláno/ }).waitFor()
	expect(mail.received).toHaveLength(9)

	const message = mail.received.find(({ to }) => to === 'jiri.dvorak@truhlarstvi-dvorak.cz')
	const link = `${product.url}/invitation/${tokenIn(message)}`
	expect(message!.text).toContain(link)
	const customer = await openPage(await visit(browser), errors)
	await customer.goto(link)
	await customer.getByRole('heading', { level: 1, name: 'Nastavení hesla' }).waitFor()
	expect(await customer.getByLabel('Uživatelské jméno').inputValue()).toBe('jiri.dvorak')
	await look(customer, 'cs-invitation')
	await customer.locator('input[type="password"]').fill('krátké')
	await customer.getByRole('button', { name: 'Nastavit heslo a přihlásit se' }).click()
	await customer.getByText('Heslo musí mít aspoň 10 znaků.').waitFor()
	await customer.locator('input[type="password"]').fill('kůň baterie sponka')
	await customer.getByRole('button', { name: 'Nastavit heslo a přihlásit se' }).click()
	await customer.waitForURL(/\/tickets/)
	await customer.getByRole('heading', { level: 1, name: 'Požadavky' }).waitFor()
	await expectAccessible(customer)

	await customer.goto(link)
	await customer.getByRole('heading', { level: 1, name: 'Odkaz už byl použitý' }).waitFor()
	await look(customer, 'cs-invitation-used')
	await signIn(customer, product.url, 'jiri.dvorak', 'kůň baterie sponka')

	await page.reload()
	await page.getByText('Heslo nastaveno').waitFor()

	await page.goto(`${product.url}/admin/imports/1/result`)
	await page.getByRole('link', { name: 'Pozvánky č. 1' }).waitFor()
	await page.getByRole('button', { name: 'Vrátit import…' }).click()
	await page.getByText('Z tohoto importu má pozvánku 8 lidí bez hesla.').waitFor()
	await look(page, 'cs-undo-invited')
	expect(errors).toEqual([])
})

test('everything about invitations is there in English, and a link can be handed over', async () => {
	const errors: string[] = []
	const page = await openPage(await visit(browser, { language: 'en-GB', dark: true }), errors)
	await signIn(page, product.url)
	await page.goto(`${product.url}/admin/users`)
	await page.getByRole('link', { name: 'Invite…' }).click()
	await page.getByText('They have an open invitation').waitFor()
	await page.getByText('There is nobody to invite.').waitFor()
	await page.getByLabel('Invite those with an open invitation again').check()
	await page.getByRole('heading', { name: '8 people get an invitation' }).waitFor()
	await look(page, 'en-invite')
	await page.getByRole('button', { name: 'Hand links over without mail' }).click()
	await page.getByRole('heading', { level: 1, name: 'Invitations 2' }).waitFor()
	const download = page.waitForEvent('download')
	await page.getByRole('button', { name: 'Download the links (CSV)' }).click()
	expect((await download).suggestedFilename()).toBe('Invitations 2.csv')

	await page.getByRole('button', { name: 'New link: Daniel Weiß' }).click()
	const dialog = page.getByRole('dialog', { name: 'Link for Daniel Weiß' })
	const link = await dialog.locator('code').innerText()
	await look(page, 'en-invitations-link')
	const person = await openPage(await visit(browser, { language: 'en-GB', width: 390 }), errors)
	await person.goto(link)
	await person.getByRole('heading', { level: 1, name: 'Set your password' }).waitFor()
	await look(person, 'en-390-invitation')
	await person.goto(`${product.url}/invitation/nonsense`)
	await person.getByRole('heading', { level: 1, name: 'This link is not known' }).waitFor()
	await expectAccessible(person)

	await page.goto(`${product.url}/admin/invitations`)
	await page.getByRole('link', { name: 'Invitations 1', exact: true }).waitFor()
	await look(page, 'en-invitations')
	expect(errors).toEqual([])
})

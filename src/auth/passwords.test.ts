import { expect, test } from 'vitest'
import { checkPassword, generatePassword, hashPassword, verifyPassword } from './passwords.ts'

test('a hash is a PHC string and fits its password only', async () => {
	const hash = await hashPassword('správný kůň baterie')
	expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
	expect(await verifyPassword(hash, 'správný kůň baterie')).toBe(true)
	expect(await verifyPassword(hash, 'správný kůň')).toBe(false)
})

test('the same password in another Unicode form is the same password', async () => {
	const hash = await hashPassword('příliš žluťoučký'.normalize('NFD'))
	expect(await verifyPassword(hash, 'příliš žluťoučký'.normalize('NFC'))).toBe(true)
})

test('no password fits an account that is unknown or has none, or a hash that is none', async () => {
	expect(await verifyPassword(undefined, '')).toBe(false)
	expect(await verifyPassword(null, 'anything at all')).toBe(false)
	expect(await verifyPassword('plain', 'plain')).toBe(false)
})

test('a password has 10 to 200 characters, whatever they are', () => {
	const check = (password: string) => () => checkPassword(password, { language: 'en' })
	expect(check('short one')).toThrow('password_weak')
	expect(check('🔑'.repeat(9))).toThrow('password_weak')
	expect(check('x'.repeat(201))).toThrow('password_weak')
	expect(check('ten chars!')).not.toThrow()
	expect(check('x'.repeat(200))).not.toThrow()
})

test('generated passwords are 20 readable characters, each time others', () => {
	const made = Array.from({ length: 100 }, generatePassword)
	for (const password of made) expect(password).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4,5}){3}$/)
	expect(made.every((password) => password.length === 20)).toBe(true)
	expect(new Set(made).size).toBe(100)
})

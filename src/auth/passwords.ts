import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { problemText } from '../contract/problems.ts'
import { AppError } from '../errors.ts'
import { normalForm } from '../values/normal.ts'
import type { Author } from './permissions.ts'

const derive = promisify(argon2)

/** OWASP's first choice for argon2id; about 50 ms here. Stored in each hash, so it can grow without a migration. */
const MEMORY_KIB = 19_456
const PASSES = 2
const LENGTH = { min: 10, max: 200 }
/** Without letters and digits that look alike. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789'

/** @returns a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16)
	const hash = await derive('argon2id', parameters(password, nonce, MEMORY_KIB, PASSES))
	return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${unpadded(nonce)}$${unpadded(hash)}`
}

/**
 * An unknown account and one without a password cost the same time as a wrong password: otherwise the time
 * of the answer tells which accounts exist.
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
	const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(stored ?? (await decoy()))
	if (!parts) return false
	const [, memory, passes, nonce, hash] = parts
	const expected = Buffer.from(hash!, 'base64')
	const options = parameters(password, Buffer.from(nonce!, 'base64'), Number(memory), Number(passes))
	const found = await derive('argon2id', { ...options, tagLength: expected.length })
	return timingSafeEqual(found, expected) && Boolean(stored)
}

/** @throws AppError password_weak. Only the length: rules about characters make passwords worse, not better. */
export function checkPassword(password: string, { language }: Pick<Author, 'language'>, field = 'password'): void {
	const length = [...password].length
	if (length >= LENGTH.min && length <= LENGTH.max) return
	const message = problemText('password_weak', language, {})
	throw new AppError('password_weak', { errors: [{ field, code: 'password_weak', message }] })
}

/** 20 characters that can be read from a terminal and typed: 84 bits. */
export function generatePassword(): string {
	const letters = (count: number) => Array.from({ length: count }, () => READABLE[randomInt(READABLE.length)]).join('')
	return [letters(4), letters(4), letters(4), letters(5)].join('-')
}

let decoyHash: Promise<string> | undefined
function decoy(): Promise<string> {
	decoyHash ??= hashPassword(generatePassword())
	return decoyHash
}

/** The same password typed on different systems may come in different Unicode forms. */
function parameters(password: string, nonce: Buffer, memory: number, passes: number) {
	return { message: normalForm(password, 'NFC'), nonce, parallelism: 1, tagLength: 32, memory, passes }
}

function unpadded(bytes: Buffer): string {
	return bytes.toString('base64').replace(/={1,2}$/, '')
}

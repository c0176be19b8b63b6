import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { UiLanguage } from '../contract/fields.ts'
import { type ProblemCode, problemText } from '../contract/problems.ts'
import { AppError, translate } from '../errors.ts'
import { languageOf } from './language.ts'

/** Everything thrown in a route becomes an RFC 9457 problem with a stable code and a sentence; never a stack trace. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
	const error = asAppError(translate(thrown))
	// An address that cannot be decoded comes here before any hook.
	const language = request.language ?? languageOf(request.headers['accept-language'])
	// Nobody is there to be told that the connection broke, which is no error of ours. A request whose body was thrown away
	// has no socket any more.
	const isGone = request.raw.socket?.destroyed ?? reply.raw.destroyed
	if (error.status >= 500 && !isGone)
		request.log.error({ err: thrown, request_id: request.id, url: request.url }, error.code)
	dropHeaders(reply)
	const details = { ...fieldOf(error, language), ...error.details, request_id: request.id }
	reply
		.code(error.status)
		.type('application/problem+json')
		.send({
			...fieldOf(error, language),
			...error.details,
			type: `urn:listek:problem:${error.code}`,
			title: titleOf(error.code),
			status: error.status,
			code: error.code,
			detail: problemText(error.code, language, details),
			request_id: request.id,
		})
}

/** What was said of an answer that does not come: its name, how it is packed, how long it stays true. */
const OF_THE_ANSWER = ['content-disposition', 'content-encoding', 'content-length', 'etag', 'last-modified']

/** A stream that fails before its first byte has set them on both. */
function dropHeaders(reply: FastifyReply): void {
	for (const name of OF_THE_ANSWER) {
		reply.removeHeader(name)
		reply.raw.removeHeader(name)
	}
	reply.header('cache-control', 'no-store')
}

/** The kind in words, the same whatever happened (RFC 9457); what happened this time is the `detail`. */
function titleOf(code: ProblemCode): string {
	return `${code[0]!.toUpperCase()}${code.slice(1).replaceAll('_', ' ')}`
}

/** A value that somebody else has belongs to a field of the form: `username_taken` to `username`. */
function fieldOf({ code }: AppError, language: UiLanguage) {
	const field = /^(.+)_taken$/.exec(code)?.[1]
	return field ? { errors: [{ field, code, message: problemText(code, language, {}) }] } : {}
}

function asAppError(error: unknown): AppError {
	if (error instanceof AppError) return error
	const { statusCode, validation, validationContext } = (error ?? {}) as FastifyError
	if (validation) {
		const first = validation[0]
		const place = `${validationContext ?? 'body'}${first?.instancePath ?? ''}`
		return new AppError('request_invalid', { reason: `${place} ${first?.message ?? ''}`.trim() })
	}
	if (statusCode === 413) return new AppError('upload_too_large', { limit_mb: 1 }, { cause: error })
	if (statusCode === 429) return new AppError('too_many_requests', {}, { cause: error })
	if (statusCode && statusCode < 500) {
		return new AppError('request_invalid', { reason: (error as Error).message }, { cause: error })
	}
	return new AppError('internal', {}, { cause: error })
}

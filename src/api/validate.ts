import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'

/**
 * What TypeBox says, but a number in an address has to be written as one: its conversion would cut `/imports/1.5` to
 * the import 1.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = (route) => {
	const validate = TypeBoxValidatorCompiler(route)
	if (route.httpPart === 'body') return validate
	return (given) => {
		// The conversion writes into what it is given.
		const written = { ...given }
		const result = validate(given) as { error?: never; value?: Record<string, unknown> }
		const wrong = Object.entries(result.value ?? {}).find(
			([name, value]) => typeof value === 'number' && String(value) !== written[name],
		)
		return wrong ? { error: [{ instancePath: `/${wrong[0]}`, message: 'must be integer' }] as never } : result
	}
}

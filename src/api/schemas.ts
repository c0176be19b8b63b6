import { Type } from 'typebox'

/** An id, as far as JSON carries it exactly. */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

const LAST_LINE = 2 ** 31 - 1
/** A physical line of a file, as the database keeps it. */
export const Line = Type.Integer({ minimum: 1, maximum: LAST_LINE })
/** The line a page begins behind. */
export const AfterLine = Type.Integer({ minimum: 0, maximum: LAST_LINE })

/** A filter for one value as it is; an empty one is nobody's. */
export const Exact = Type.Optional(Type.String({ maxLength: 1000 }))

/** Rows of one page of a list. */
export const PageSize = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }))

/** Of the one record a path names. */
export const Params = Type.Object({ id: Id })

/** A sender's own name for a request (draft-ietf-httpapi-idempotency-key-header), so that it can be sent again. */
export const Once = Type.Object({
	'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' })),
})

/** What somebody typed or pasted: its limit is told per field, in the person's language; here only what is absurd. */
export const Typed = Type.String({ maxLength: 900_000 })

/** Options of an object: what it does not know is refused rather than left out in silence. */
export const closed = { additionalProperties: false }

type Schema = Parameters<typeof Type.Union>[0][number]
export const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()])
/** Where nothing stands it is null. */
export const Text = orNull(Type.String())

export const oneOf = <T extends string>(values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)))

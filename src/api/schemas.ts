import { Type } from 'typebox'

/** An id, as far as JSON carries it exactly. */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

const LAST_LINE = 2 ** 31 - 1
/** A physical line of a file, as the database keeps it. */
export const Line = Type.Integer({ minimum: 1, maximum: LAST_LINE })
/** The line a page begins behind. */
export const AfterLine = Type.Integer({ minimum: 0, maximum: LAST_LINE })

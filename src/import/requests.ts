import { Type } from 'typebox'
import { AfterLine, closed, Id, oneOf, PageSize, Text } from '../api/schemas.ts'
import { JOINS, type Join, ROLES, TARGETS } from '../contract/fields.ts'
import { MISSING, MODES, ON_UPDATE } from '../contract/imports.ts'
import { ROW_FILTERS } from './rows.ts'

/* What the routes of imports are asked with; their answers are in `schemas.ts`. */

/** What is no decision is refused rather than left out in silence. */

const Options = Type.Partial(
	Type.Object({
		mode: oneOf(MODES),
		match: Text,
		on_error: oneOf(['stop', 'skip']),
		missing_company: oneOf(['error', 'create', 'empty']),
		missing_group: oneOf(['error', 'create', 'empty']),
		usernames: oneOf(['given', 'email', 'name']),
		placeholder_emails: Type.Boolean(),
		on_update: Type.Record(Type.String(), oneOf(ON_UPDATE)),
		join_with: Type.Record(Type.String(), oneOf(Object.keys(JOINS) as Join[])),
		missing: oneOf(MISSING),
	}),
	closed,
)

export const Create = Type.Object(
	{
		target: oneOf(TARGETS),
		filename: Type.String({ minLength: 1, maxLength: 255 }),
		role: Type.Optional(oneOf(ROLES)),
		options: Type.Optional(Options),
		run_id: Type.Optional(Id),
	},
	closed,
)

/** Of the client's own making; a UUID is a good one. */
export const Decisions = Type.Object(
	{
		target: Type.Optional(oneOf(TARGETS)),
		mapping: Type.Optional(Type.Array(Text, { maxItems: 2_000 })),
		constants: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 10_000 }))),
		value_map: Type.Optional(
			Type.Record(Type.String(), Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 20 }))),
		),
		options: Type.Optional(Options),
		encoding: Type.Optional(Type.String({ maxLength: 40 })),
		delimiter: Type.Optional(Type.String({ maxLength: 4 })),
		header_line: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
		repair: Type.Optional(Type.Boolean()),
		sheet: Type.Optional(Type.String({ maxLength: 100 })),
	},
	closed,
)

/** A file that replaces another one brings its own name. */
export const FileName = Type.Object({ filename: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })) })

export const List = Type.Object({
	run_id: Type.Optional(Id),
	after: Type.Optional(Id),
	limit: PageSize,
})

/** `run`: as a part of taking the whole run back, its people first. */
export const Whole = Type.Object({ run: Type.Optional(Type.Boolean()) })

export const Page = Type.Object({
	after: Type.Optional(Id),
	limit: PageSize,
})

export const Window = Type.Object({
	filter: Type.Optional(oneOf(ROW_FILTERS)),
	after: Type.Optional(AfterLine),
	limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
	code: Type.Optional(Type.String({ maxLength: 60 })),
	field: Type.Optional(Type.String({ maxLength: 60 })),
	q: Type.Optional(Type.String({ maxLength: 200 })),
})

export const Confirm = Type.Optional(
	Type.Union([
		Type.Null(),
		Type.Object({ confirm_staff: Type.Optional(Type.Integer()), plan: Type.Optional(Type.Integer()) }, closed),
	]),
)

/** Answers are described and not cut to their description. */
export const may = { config: { may: 'imports.run' as const }, serializerCompiler: () => JSON.stringify }
export const tags = ['imports']

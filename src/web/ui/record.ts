/** A form holds text; the API has null for what is empty. */
export function toForm<K extends string>(fields: readonly K[], record: Partial<Record<K, unknown>>): Record<K, string> {
	return Object.fromEntries(fields.map((field) => [field, String(record[field] ?? '')])) as Record<K, string>
}

export function fromForm<K extends string>(values: Record<K, string>): Record<K, string | null> {
	const trimmed = Object.entries<string>(values).map(([field, value]) => [field, value.trim() || null])
	return Object.fromEntries(trimmed) as Record<K, string | null>
}

/** Only what the person changed is sent, so that two people editing different fields do not undo each other. */
export function changes<T extends Record<string, unknown>>(before: T, after: T): Partial<T> {
	return Object.fromEntries(Object.entries(after).filter(([field, value]) => before[field] !== value)) as Partial<T>
}

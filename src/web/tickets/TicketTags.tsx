import { TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TAGS_PER_TICKET } from '../../contract/tickets.ts'
import { tagsQuery } from './queries.ts'

interface TicketTagsProps {
	tags: string[]
	onChange: (tags: string[]) => void
	error?: string | undefined
}

/** Short words of the help desk's own; those in use are offered, so that one thing has one tag. */
export function TicketTags({ tags, onChange, error }: TicketTagsProps) {
	const { t } = useTranslation()
	const [typed, setTyped] = useState('')
	const [q] = useDebouncedValue(typed.trim(), 150)
	const { data: known = [] } = useQuery(tagsQuery(q))
	return (
		<TagsInput
			label={t('tickets.column.tags')}
			placeholder={tags.length === 0 ? t('tickets.tags_add') : ''}
			data={known}
			filter={({ options }) => options}
			value={tags}
			onChange={onChange}
			searchValue={typed}
			onSearchChange={setTyped}
			maxTags={TAGS_PER_TICKET}
			acceptValueOnBlur
			error={error}
		/>
	)
}

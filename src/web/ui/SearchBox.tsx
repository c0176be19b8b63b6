import { ActionIcon, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

interface SearchBoxProps {
	label: string
	placeholder: string
	/** From the address; the box never keeps another truth. */
	value: string
	onSearch: (q: string) => void
}

export function SearchBox({ label, placeholder, value, onSearch }: SearchBoxProps) {
	const { t } = useTranslation()
	const input = useRef<HTMLInputElement>(null)
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

	// Back and forward change the address; while the person types, the box is ahead of it.
	useEffect(() => {
		if (input.current && document.activeElement !== input.current) input.current.value = value
	}, [value])
	useEffect(() => () => clearTimeout(timer.current), [])

	const search = (q: string, delay: number) => {
		clearTimeout(timer.current)
		timer.current = setTimeout(() => onSearch(q.trim()), delay)
	}

	return (
		<search className="search">
			<TextInput
				ref={input}
				type="search"
				aria-label={label}
				placeholder={placeholder}
				defaultValue={value}
				leftSection={<Icon name="search" />}
				rightSection={
					value !== '' && (
						<ActionIcon
							variant="subtle"
							color="gray"
							aria-label={t('action.clear')}
							onClick={() => {
								if (input.current) input.current.value = ''
								input.current?.focus()
								search('', 0)
							}}
						>
							<Icon name="close" />
						</ActionIcon>
					)
				}
				// Long enough for the next letter, short enough to feel immediate.
				onChange={(event) => search(event.currentTarget.value, 180)}
				onKeyDown={(event) => event.key === 'Enter' && search(event.currentTarget.value, 0)}
			/>
		</search>
	)
}

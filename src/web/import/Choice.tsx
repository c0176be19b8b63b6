import { Radio } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface ChoiceProps<T extends string> {
	label: string
	value: T
	choices: { value: T; label: ReactNode; hint: ReactNode }[]
	onChange: (value: T) => void
}

/** One question with two or three answers, each with its consequence. */
export function Choice<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>) {
	const id = useId()
	return (
		<Radio.Group
			aria-labelledby={id}
			value={value}
			onChange={(chosen) => {
				const choice = choices.find((known) => known.value === chosen)
				if (choice) onChange(choice.value)
			}}
		>
			<h3 id={id}>{label}</h3>
			<div className="choices-list">
				{choices.map((choice) => (
					<Radio key={choice.value} value={choice.value} label={choice.label} description={choice.hint} />
				))}
			</div>
		</Radio.Group>
	)
}

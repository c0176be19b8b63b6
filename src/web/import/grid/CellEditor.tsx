import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldName } from '../words.ts'
import type { GridState } from './state.ts'

interface CellEditorProps {
	grid: GridState
	field: string
	describedBy: string | undefined
}

/** Enter saves and goes down, Tab saves and goes right, Esc leaves everything as it was. */
export function CellEditor({ grid, field, describedBy }: CellEditorProps) {
	const { t } = useTranslation()
	const input = useRef<HTMLInputElement>(null)
	const over = useRef(false)
	// With the cell, not after it: the letter that opened the editor has others behind it.
	useLayoutEffect(() => {
		const { current } = input
		current?.focus({ preventScroll: true })
		current?.setSelectionRange(current.value.length, current.value.length)
	}, [])
	const finish = (act: () => void) => {
		// Taking the input away blurs it, and that must not save once more.
		over.current = true
		act()
	}
	return (
		<input
			ref={input}
			className="grid-input"
			aria-label={fieldName(t, field)}
			aria-describedby={describedBy}
			defaultValue={grid.editing?.text ?? ''}
			autoComplete="off"
			spellCheck={false}
			onKeyDown={(event) => {
				event.stopPropagation()
				const { value } = event.currentTarget
				if (event.key === 'Escape') finish(grid.cancelEdit)
				else if (event.key === 'Enter') finish(() => grid.save(value, 'down'))
				else if (event.key === 'Tab') finish(() => grid.save(value, event.shiftKey ? 'left' : 'right'))
				else return
				event.preventDefault()
			}}
			onBlur={(event) => {
				if (!over.current) finish(() => grid.save(event.currentTarget.value, 'stay'))
			}}
		/>
	)
}

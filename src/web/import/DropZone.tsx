import { Button, FileButton } from '@mantine/core'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'

const ACCEPT =
	'.csv,.txt,.tsv,.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv,text/plain,text/tab-separated-values'

interface DropZoneProps {
	text: string
	dropText: string
	/** Between the text and the button, for those who do not drag. */
	or?: string
	button: string
	hint?: ReactNode
	multiple?: boolean
	small?: boolean
	busy?: boolean
	onFiles: (files: File[]) => void
}

/** The button does everything that dropping does. */
export function DropZone({ text, dropText, or, button, hint, multiple, small, busy, onFiles }: DropZoneProps) {
	const { over, handlers } = useDrop(onFiles)
	return (
		<div className="drop" data-over={over || undefined} data-small={small || undefined} {...handlers}>
			<p className="drop-text">{over ? dropText : text}</p>
			{or && <p className="muted">{or}</p>}
			<FileButton
				accept={ACCEPT}
				multiple={multiple ?? false}
				onChange={(files) => onFiles(Array.isArray(files) ? files : files ? [files] : [])}
			>
				{(props) => (
					<Button {...props} variant={small ? 'default' : 'filled'} loading={busy ?? false}>
						{button}
					</Button>
				)}
			</FileButton>
			{hint && <p className="muted drop-hint">{hint}</p>}
		</div>
	)
}

export function useDrop(onFiles: (files: File[]) => void) {
	const [over, setOver] = useState(false)
	// Entering a child fires before leaving its parent; without counting, the zone would flicker.
	const depth = useRef(0)
	const enter = (by: number) => {
		depth.current += by
		setOver(depth.current > 0)
	}
	return {
		over,
		handlers: {
			onDragEnter: (event: DragEvent) => {
				if (event.dataTransfer.types.includes('Files')) enter(1)
			},
			onDragLeave: (event: DragEvent) => {
				if (event.dataTransfer.types.includes('Files')) enter(-1)
			},
			onDragOver: (event: DragEvent) => event.preventDefault(),
			onDrop: (event: DragEvent) => {
				event.preventDefault()
				depth.current = 0
				setOver(false)
				const files = [...event.dataTransfer.files]
				if (files.length > 0) onFiles(files)
			},
		},
	}
}

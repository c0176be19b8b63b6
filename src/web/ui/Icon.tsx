const PATHS = {
	menu: 'M3 6h18M3 12h18M3 18h18',
	person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20.500c1-4 4.2-6 8-6s7 2 8 6',
	check: 'M5 12.500l4.5 4.500L19 7.5',
	arrow: 'M4 12h15M13 6l6 6-6 6',
	search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.500L20 20',
	close: 'M6 6l12 12M18 6L6 18',
	error: 'M12 8v5M12 16.200v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
	warning: 'M12 9.500v4M12 16.700v.1M12 4L2.5 20h19z',
	file: 'M7 3h7l5 5v13H7zM14 3v5h5',
	more: 'M9 6l6 6-6 6',
} as const

export type IconName = keyof typeof PATHS

/** Decoration only: whatever an icon says is also said in words beside it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
	return (
		<svg
			aria-hidden="true"
			className="icon"
			width={size}
			height={size}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.8"
			strokeLinecap="round"
			strokeLinejoin="round"
		>
			<path d={PATHS[name]} />
		</svg>
	)
}

/** A ticket with a torn edge. */
export function Mark() {
	return (
		<svg aria-hidden="true" width="22" height="22" viewBox="0 0 32 32">
			<path
				fill="var(--accent-fill)"
				d="M5 8a2 2 0 0 1 2-2h18a2 2 0 0 1 2 2v4.500a3.5 3.5 0 0 0 0 7V24a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-4.500a3.5 3.5 0 0 0 0-7z"
			/>
			<path stroke="#fff" strokeWidth="2" strokeLinecap="round" d="M12 13h8M12 19h5" />
		</svg>
	)
}

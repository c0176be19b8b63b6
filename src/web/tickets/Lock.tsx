/** Beside the words "internal note", wherever one is shown or written. */
export function Lock() {
	return (
		<svg
			aria-hidden="true"
			className="icon"
			width="14"
			height="14"
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
		>
			<path
				strokeWidth="2"
				strokeLinecap="round"
				strokeLinejoin="round"
				d="M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3"
			/>
		</svg>
	)
}

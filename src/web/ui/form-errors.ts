/** The part of Mantine's form that is needed here, whatever the form's values are. */
interface Form {
	setErrors: (errors: Record<string, string>) => void
	getInputNode: (path: string) => HTMLElement | null
}

/** What the server found wrong, at the fields; and the person at the first of them. */
export function showErrors(form: Form, errors: Record<string, string>): void {
	form.setErrors(errors)
	focusFirst(form, errors)
}

export function focusFirst(form: Pick<Form, 'getInputNode'>, errors: Record<string, unknown>): void {
	for (const field of Object.keys(errors)) {
		const input = form.getInputNode(field)
		if (!input) continue
		input.focus()
		return
	}
}

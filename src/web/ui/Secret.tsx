import { Button } from '@mantine/core'
import { failed, saved } from './notify.ts'
import './secret.css'

interface SecretProps {
	secret: string
	title: string
	/** That it is never shown again, and where it belongs. */
	hint: string
	copy: string
	copied: string
}

/** What is shown once. */
export function Secret({ secret, title, hint, copy, copied }: SecretProps) {
	// Browsers give the clipboard to pages over https only; elsewhere it is selected by hand.
	const clipboard = navigator.clipboard as Clipboard | undefined
	const write = () => clipboard?.writeText(secret).then(() => saved(copied), failed)
	return (
		<div role="status" className="notice notice-warning">
			<p>
				<strong>{title}</strong>
			</p>
			<p>
				<code className="secret">{secret}</code>
			</p>
			<p>{hint}</p>
			{clipboard && (
				<Button size="xs" variant="default" onClick={() => void write()}>
					{copy}
				</Button>
			)}
		</div>
	)
}

import { splitLinks } from './links.ts'

/** What somebody wrote, exactly as text. */
export function MessageText({ text }: { text: string }) {
	return (
		<div className="message-text" dir="auto">
			{splitLinks(text).map((part, index) =>
				part.href === undefined ? (
					part.text
				) : (
					// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
					<a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
						<bdi>{part.text}</bdi>
					</a>
				),
			)}
		</div>
	)
}

/** Somebody changed meanwhile what one is changing here: who saves now knows that, and does not overwrite it unawares. */
export function Overtaken({ text }: { text: string | false }) {
	return <div role="status">{text && <p className="notice notice-warning">{text}</p>}</div>
}

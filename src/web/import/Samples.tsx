import { Icon } from '../ui/Icon.tsx'

/** The article's own files, and one of operators with their groups. */
const FILES = ['Společnosti_UTF8.csv', 'Kontakty_UTF8.csv', 'Operátoři_UTF8.csv']

export function Samples() {
	return (
		<ul className="samples">
			{FILES.map((name) => (
				<li key={name}>
					<a href={`/samples/${encodeURIComponent(name)}`} download={name}>
						<Icon name="file" /> {name}
					</a>
				</li>
			))}
		</ul>
	)
}

import { Fragment, type ReactNode } from 'react'

export interface Fact {
	label: string
	value: ReactNode
}

/** A record as a list of facts; what is not known is not listed. */
export function Facts({ facts }: { facts: Fact[] }) {
	return (
		<dl className="facts">
			{facts
				.filter((fact) => fact.value !== null && fact.value !== undefined && fact.value !== '')
				.map((fact) => (
					<Fragment key={fact.label}>
						<dt>{fact.label}</dt>
						<dd>{fact.value}</dd>
					</Fragment>
				))}
		</dl>
	)
}

import { useTranslation } from 'react-i18next'
import { FIELDS, TARGETS } from '../../contract/fields.ts'
import { formatNumber } from '../i18n/format.ts'
import { fieldName } from '../import/words.ts'
import type { HelpTexts } from './texts.ts'

/** What a column can be: the list the import itself works with. */
export function FieldTable({ texts }: { texts: HelpTexts }) {
	const { t } = useTranslation()
	return TARGETS.map((target) => (
		<table key={target} className="table table-open help-fields">
			<caption>{t(`import.target.${target}`)}</caption>
			<thead>
				<tr>
					<th scope="col">{texts.fields.field}</th>
					<th scope="col">{texts.fields.required}</th>
					<th scope="col" className="end">
						{texts.fields.longest}
					</th>
				</tr>
			</thead>
			<tbody>
				{FIELDS[target].map((field) => (
					<tr key={field.name}>
						<th scope="row">{fieldName(t, field.name)}</th>
						<td>{field.required ? texts.fields.yes : ''}</td>
						<td className="end">{formatNumber(field.max)}</td>
					</tr>
				))}
			</tbody>
		</table>
	))
}

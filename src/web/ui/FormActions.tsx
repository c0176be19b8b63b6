import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface FormActionsProps {
	/** Being saved now: the button says so, and a second click does nothing. */
	saving: boolean
	onCancel: () => void
	/** What the button does, where it is not saving. */
	label?: string
}

/** The last line of every form: what it does, and the way back beside it. */
export function FormActions({ saving, onCancel, label }: FormActionsProps) {
	const { t } = useTranslation()
	return (
		<div className="form-actions">
			<Button type="submit" loading={saving}>
				{label ?? t('action.save')}
			</Button>
			<Button variant="subtle" color="gray" onClick={onCancel}>
				{t('action.cancel')}
			</Button>
		</div>
	)
}

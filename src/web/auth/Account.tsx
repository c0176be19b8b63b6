import { Button, PasswordInput, SegmentedControl } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { ApiError, api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { FormProblem } from '../ui/FormProblem.tsx'
import { focusFirst, showErrors } from '../ui/form-errors.ts'
import { saved } from '../ui/notify.ts'
import { Page } from '../ui/Page.tsx'
import { useThemeChoice } from '../ui/theme-choice.ts'
import { useLanguage } from './use.ts'

export function Account() {
	const { t } = useTranslation()
	const [language, setLanguage] = useLanguage()
	const [themeChoice, setThemeChoice] = useThemeChoice()
	return (
		<Page title={t('account.title')} narrow>
			<div className="setting">
				<span id="language">{t('account.language')}</span>
				<SegmentedControl
					aria-labelledby="language"
					value={language}
					onChange={(value) => void setLanguage(value === 'en' ? 'en' : 'cs')}
					data={[
						{ value: 'cs', label: t('account.cs') },
						{ value: 'en', label: t('account.en') },
					]}
				/>
			</div>
			<div className="setting">
				<span id="theme">{t('app.theme')}</span>
				<SegmentedControl
					aria-labelledby="theme"
					value={themeChoice}
					onChange={(value) => setThemeChoice(value)}
					data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`app.theme_${value}`) }))}
				/>
			</div>
			<PasswordForm />
		</Page>
	)
}

function PasswordForm() {
	const { t } = useTranslation()
	const form = useForm({
		mode: 'uncontrolled',
		initialValues: { current: '', password: '' },
		validate: {
			current: (value) => value === '' && t('account.current_needed'),
			password: (value) => value.length < 10 && t('account.too_short'),
		},
	})
	const save = useAction({
		mutationFn: (values: { current: string; password: string }) => api.put('/session/password', values),
		onSuccess: () => {
			form.reset()
			saved(t('account.changed'))
		},
		onError: (error) => {
			if (error instanceof ApiError) showErrors(form, error.fields)
		},
	})
	return (
		<section className="section" aria-labelledby="password">
			<h2 id="password">{t('account.password')}</h2>
			<form
				className="inline-form"
				noValidate
				onSubmit={form.onSubmit(
					(values) => save.mutate(values),
					(errors) => focusFirst(form, errors),
				)}
			>
				<FormProblem error={save.error} />
				<PasswordInput
					label={t('account.current')}
					autoComplete="current-password"
					key={form.key('current')}
					{...form.getInputProps('current')}
				/>
				<PasswordInput
					label={t('account.new')}
					description={t('account.new_hint')}
					autoComplete="new-password"
					key={form.key('password')}
					{...form.getInputProps('password')}
				/>
				<Button type="submit" loading={save.isPending}>
					{t('account.change')}
				</Button>
			</form>
		</section>
	)
}

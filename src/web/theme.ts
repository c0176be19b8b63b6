import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent. Shade 7 carries white text at 6:1, in both themes. */
const pine: MantineColorsTuple = [
	'#e9f6f2',
	'#d3ebe4',
	'#a6d8ca',
	'#77c4ae',
	'#50b397',
	'#35a488',
	'#1f8f74',
	'#0b6b57',
	'#095a49',
	'#06483b',
]

export const theme = createTheme({
	primaryColor: 'pine',
	colors: { pine },
	primaryShade: { light: 7, dark: 7 },
	defaultRadius: 6,
	fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
	fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
	fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
	// The ring is drawn by ui/base.css for everything that can be focused, Mantine's parts included.
	focusRing: 'never',
	cursorType: 'pointer',
	respectReducedMotion: true,
	components: {
		Modal: { defaultProps: { centered: true, radius: 8 } },
		Select: { defaultProps: { comboboxProps: { shadow: 'md' }, maxDropdownHeight: 280 } },
	},
})

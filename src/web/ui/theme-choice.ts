import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'

/** Kept in the browser, not with the person: the same person likes another theme on another screen. */
export function useThemeChoice(): [MantineColorScheme, (choice: MantineColorScheme) => void] {
	const { colorScheme, setColorScheme } = useMantineColorScheme()
	return [colorScheme, setColorScheme]
}

/** The little of papaparse that tests compare with; its types are not installed. */
declare module 'papaparse' {
	const Papa: { parse(text: string, options: { delimiter: string; newline: string }): { data: string[][] } }
	// biome-ignore lint/style/noDefaultExport: the module is what it is
	export default Papa
}

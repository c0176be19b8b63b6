/** Where to go after signing in: only ever a page of ours, whatever the address says. */
export function safeNext(next: string | undefined): string {
	if (!next?.startsWith('/') || /^\/[/\\]/.test(next) || next.startsWith('/sign-in')) return '/'
	return next
}

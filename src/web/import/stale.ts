/**
 * A commit of a plan that no longer holds comes back as a new check, with a higher plan. The server knows both numbers
 * but not who was looking at which, so the browser that asked keeps the one it saw; a reload must not lose it.
 */
const key = (runId: number) => `listek.import.${runId}.committed_plan`

export function rememberCommit(runId: number, plan: number): void {
	sessionStorage.setItem(key(runId), String(plan))
}

export function forgetCommit(runId: number): void {
	sessionStorage.removeItem(key(runId))
}

/** Whether a commit of an older plan came to nothing. */
export function cameBack(runId: number, plan: number): boolean {
	const seen = sessionStorage.getItem(key(runId))
	return seen !== null && Number(seen) < plan
}

import { lazy } from 'react'

/** What is opened on the check step, fetched when it is: selects and forms are a fifth of what the step weighs. */
export const Fixes = lazy(() => import('./Fixes.tsx').then((module) => ({ default: module.Fixes })))
export const RowForm = lazy(() => import('./RowForm.tsx').then((module) => ({ default: module.RowForm })))
export const CompanySelect = lazy(() =>
	import('../users/CompanySelect.tsx').then((module) => ({ default: module.CompanySelect })),
)

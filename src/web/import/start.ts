import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../contract/fields.ts'
import { ApiError } from '../api.ts'
import { assignTargets, startRun } from './upload.ts'

/** More are a folder dropped by mistake. */
export const MOST_FILES = 20

/** From files in the hand to the first step of their run. */
export function useStart(wanted: Target | undefined) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const navigate = useNavigate()
	const [starting, setStarting] = useState(false)
	const [problem, setProblem] = useState<string | null>(null)

	const start = async (files: File[]) => {
		setProblem(null)
		if (files.length === 0) return
		if (files.length > MOST_FILES) return setProblem(t('import.file.too_many', { count: MOST_FILES }))
		setStarting(true)
		try {
			const runId = await startRun(client, await assignTargets(files, wanted))
			await navigate({ to: '/admin/imports/$runId/file', params: { runId } })
		} catch (error) {
			setProblem(error instanceof ApiError ? error.message : t('state.unexpected'))
		} finally {
			setStarting(false)
		}
	}
	return { start, starting, problem }
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Import, ImportState } from '../../contract/imports.ts'
import { apiUrl } from '../api.ts'
import { applyImport, isBusy, runQuery } from './run.ts'

const FINAL: ImportState[] = ['committed', 'undone', 'cancelled', 'failed']

/** Each holds one of the six connections a browser keeps to a server; of more files than this the server is asked. */
const STREAMS = 3

/** Keeps a run current: the server's stream of events and, where that does not get through, a question every two seconds. */
export function useLiveRun(runId: number) {
	const client = useQueryClient()
	const [streaming, setStreaming] = useState(true)
	const run = useQuery({
		...runQuery(runId),
		refetchInterval: (query) => {
			if (!query.state.data?.some((item) => isBusy(item.state))) return false
			// Even a stream that looks alive can be held up by a proxy.
			return streaming && query.state.data.length <= STREAMS ? 5_000 : 2_000
		},
	})
	const open = run.data?.filter((item) => !FINAL.includes(item.state)).map((item) => item.id) ?? []
	const openIds = open.slice(0, STREAMS).join(',')

	const sources = useRef(new Map<string, EventSource>())

	// One stream per import, opened and closed on its own: what happens to one must not lose an event of another.
	useEffect(() => {
		const wanted = openIds === '' ? [] : openIds.split(',')
		for (const [id, source] of sources.current) {
			if (wanted.includes(id)) continue
			source.close()
			sources.current.delete(id)
		}
		for (const id of wanted) {
			if (sources.current.has(id)) continue
			const source = new EventSource(apiUrl(`/imports/${id}/events`))
			source.addEventListener('import', (event) => {
				setStreaming(true)
				applyImport(client, JSON.parse(event.data) as Import)
			})
			source.onerror = () => {
				setStreaming(false)
				// Somebody else took the file out of the run.
				if (source.readyState === EventSource.CLOSED) void client.invalidateQueries(runQuery(runId))
			}
			sources.current.set(id, source)
		}
	}, [openIds, client, runId])
	useEffect(() => {
		const opened = sources.current
		return () => {
			for (const source of opened.values()) source.close()
			opened.clear()
		}
	}, [])

	return run
}

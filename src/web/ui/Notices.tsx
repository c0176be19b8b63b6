import { lazy, Suspense, useEffect, useState } from 'react'
import { NOTICES_WANTED } from './notify.ts'

const Notifications = lazy(() => import('@mantine/notifications').then((module) => ({ default: module.Notifications })))

/** Where notices appear, from the first one on. */
export function Notices() {
	const [wanted, setWanted] = useState(false)
	useEffect(() => {
		const want = () => setWanted(true)
		document.addEventListener(NOTICES_WANTED, want, { once: true })
		return () => document.removeEventListener(NOTICES_WANTED, want)
	}, [])
	return <Suspense>{wanted && <Notifications position="bottom-right" autoClose={6000} />}</Suspense>
}

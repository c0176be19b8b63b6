import { lazy, Suspense } from 'react'
import { useMay } from '../auth/session.ts'
import { Loading } from '../ui/states.tsx'
import './tickets.css'

const StaffList = lazy(async () => ({ default: (await import('./StaffList.tsx')).StaffList }))
const CustomerList = lazy(async () => ({ default: (await import('./CustomerList.tsx')).CustomerList }))

/** One address for everybody; what one may do decides what is on it. */
export function TicketList() {
	const may = useMay()
	return <Suspense fallback={<Loading />}>{may('tickets.work') ? <StaffList /> : <CustomerList />}</Suspense>
}

import { useMay } from '../auth/session.ts'
import { CustomerList } from './CustomerList.tsx'
import { StaffList } from './StaffList.tsx'
import './tickets.css'

/** One address for everybody; what one may do decides what is on it. */
export function TicketList() {
	const may = useMay()
	return may('tickets.work') ? <StaffList /> : <CustomerList />
}

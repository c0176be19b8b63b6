import type { QueryClient } from '@tanstack/react-query'
import {
	createRootRouteWithContext,
	createRoute,
	createRouter,
	lazyRouteComponent,
	Outlet,
	redirect,
} from '@tanstack/react-router'
import { ROLES, type Role, TARGETS, type Target } from '../contract/fields.ts'
import { INVITATION_STATES, type InvitationState } from '../contract/invitations.ts'
import { type Permission, sessionQuery } from './auth/session.ts'
import { switchLanguage, uiLanguage } from './i18n/index.ts'
import { ticketSearch } from './tickets/search.ts'
import { Shell } from './ui/Shell.tsx'
import { oneOf, text, whole } from './ui/search-params.ts'
import { Forbidden, NotFound, RouteFailed } from './ui/states.tsx'

interface Context {
	queryClient: QueryClient
}

class ForbiddenError extends Error {}

const root = createRootRouteWithContext<Context>()({ component: Outlet })

const signIn = createRoute({
	getParentRoute: () => root,
	path: '/sign-in',
	validateSearch: (search): { next?: string | undefined; expired?: boolean | undefined } => ({
		next: text(search.next),
		expired: search.expired === true || undefined,
	}),
	component: lazyRouteComponent(() => import('./auth/SignIn.tsx'), 'SignIn'),
})

/** What an invitation leads to: nobody is signed in yet. */
const acceptInvitation = createRoute({
	getParentRoute: () => root,
	path: '/invitation/$token',
	component: lazyRouteComponent(() => import('./invitations/AcceptInvitation.tsx'), 'AcceptInvitation'),
})

const app = createRoute({
	getParentRoute: () => root,
	id: 'app',
	beforeLoad: async ({ context, location }) => {
		const session = await context.queryClient.ensureQueryData(sessionQuery)
		if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
		if (session.ui_language && session.ui_language !== uiLanguage()) await switchLanguage(session.ui_language)
		return { session }
	},
	component: Shell,
	errorComponent: RouteFailed,
})

/** The page of a permission: whoever lacks it reads why, instead of a page of refused requests. */
function need(permission: Permission) {
	return ({ context }: { context: { session: { may: string[] } } }) => {
		if (!context.session.may.includes(permission)) throw new ForbiddenError(permission)
	}
}

function PageError({ error }: { error: unknown }) {
	return error instanceof ForbiddenError ? <Forbidden /> : <RouteFailed error={error} />
}

const home = createRoute({
	getParentRoute: () => app,
	path: '/',
	beforeLoad: ({ context }) => {
		throw redirect({ to: context.session.may.includes('tickets.read') ? '/tickets' : '/account', replace: true })
	},
})

const account = createRoute({
	getParentRoute: () => app,
	path: '/account',
	component: lazyRouteComponent(() => import('./auth/Account.tsx'), 'Account'),
})

const idParam = {
	parse: (params: { id: string }) => ({ id: Number(params.id) }),
	stringify: (params: { id: number }) => ({ id: String(params.id) }),
}

const tickets = createRoute({
	getParentRoute: () => app,
	path: '/tickets',
	validateSearch: ticketSearch,
	beforeLoad: need('tickets.read'),
	component: lazyRouteComponent(() => import('./tickets/TicketList.tsx'), 'TicketList'),
})
const ticketNew = createRoute({
	getParentRoute: () => app,
	path: '/tickets/new',
	validateSearch: (search): { requester_id?: number | undefined } => ({ requester_id: whole(search.requester_id) }),
	beforeLoad: need('tickets.write'),
	component: lazyRouteComponent(() => import('./tickets/NewTicket.tsx'), 'NewTicket'),
})
const ticketsByCompany = createRoute({
	getParentRoute: () => app,
	path: '/tickets/by-company',
	beforeLoad: need('tickets.work'),
	component: lazyRouteComponent(() => import('./tickets/ByCompany.tsx'), 'ByCompany'),
})
const ticket = createRoute({
	getParentRoute: () => app,
	path: '/tickets/$id',
	params: idParam,
	beforeLoad: need('tickets.read'),
	component: lazyRouteComponent(() => import('./tickets/TicketPage.tsx'), 'TicketPage'),
})

const companies = createRoute({
	getParentRoute: () => app,
	path: '/companies',
	validateSearch: (search): { q?: string | undefined } => ({ q: text(search.q) }),
	beforeLoad: need('companies.read'),
	component: lazyRouteComponent(() => import('./companies/CompanyList.tsx'), 'CompanyList'),
})
const companyNew = createRoute({
	getParentRoute: () => app,
	path: '/companies/new',
	beforeLoad: need('companies.write'),
	component: lazyRouteComponent(() => import('./companies/CompanyEdit.tsx'), 'CompanyNew'),
})
const company = createRoute({
	getParentRoute: () => app,
	path: '/companies/$id',
	params: idParam,
	beforeLoad: need('companies.read'),
	component: lazyRouteComponent(() => import('./companies/CompanyPage.tsx'), 'CompanyPage'),
})
const companyEdit = createRoute({
	getParentRoute: () => app,
	path: '/companies/$id/edit',
	params: idParam,
	beforeLoad: need('companies.write'),
	component: lazyRouteComponent(() => import('./companies/CompanyEdit.tsx'), 'CompanyEdit'),
})

const companySearch = (search: Record<string, unknown>): { company_id?: number | undefined } => ({
	company_id: whole(search.company_id),
})

const contacts = createRoute({
	getParentRoute: () => app,
	path: '/contacts',
	validateSearch: (search): { q?: string | undefined } => ({ q: text(search.q) }),
	beforeLoad: need('users.read'),
	component: lazyRouteComponent(() => import('./users/UserLists.tsx'), 'ContactList'),
})
const contactNew = createRoute({
	getParentRoute: () => app,
	path: '/contacts/new',
	validateSearch: companySearch,
	beforeLoad: need('users.write'),
	component: lazyRouteComponent(() => import('./users/UserEdit.tsx'), 'ContactNew'),
})
const contact = createRoute({
	getParentRoute: () => app,
	path: '/contacts/$id',
	params: idParam,
	beforeLoad: need('users.read'),
	component: lazyRouteComponent(() => import('./users/UserPage.tsx'), 'ContactPage'),
})
const contactEdit = createRoute({
	getParentRoute: () => app,
	path: '/contacts/$id/edit',
	params: idParam,
	beforeLoad: need('users.write'),
	component: lazyRouteComponent(() => import('./users/UserEdit.tsx'), 'ContactEdit'),
})

const users = createRoute({
	getParentRoute: () => app,
	path: '/admin/users',
	validateSearch: (search): { q?: string | undefined; role?: Role | undefined } => ({
		q: text(search.q),
		role: oneOf(ROLES, search.role),
	}),
	beforeLoad: need('users.write'),
	component: lazyRouteComponent(() => import('./users/UserLists.tsx'), 'AllUsers'),
})
const userNew = createRoute({
	getParentRoute: () => app,
	path: '/admin/users/new',
	beforeLoad: need('users.write'),
	component: lazyRouteComponent(() => import('./users/UserEdit.tsx'), 'UserNew'),
})
const user = createRoute({
	getParentRoute: () => app,
	path: '/admin/users/$id',
	params: idParam,
	beforeLoad: need('users.read'),
	component: lazyRouteComponent(() => import('./users/UserPage.tsx'), 'UserPage'),
})
const userEdit = createRoute({
	getParentRoute: () => app,
	path: '/admin/users/$id/edit',
	params: idParam,
	beforeLoad: need('users.write'),
	component: lazyRouteComponent(() => import('./users/UserEdit.tsx'), 'UserEdit'),
})

const groups = createRoute({
	getParentRoute: () => app,
	path: '/admin/groups',
	beforeLoad: need('groups.write'),
	component: lazyRouteComponent(() => import('./groups/GroupList.tsx'), 'GroupList'),
})
const groupNew = createRoute({
	getParentRoute: () => app,
	path: '/admin/groups/new',
	beforeLoad: need('groups.write'),
	component: lazyRouteComponent(() => import('./groups/GroupEdit.tsx'), 'GroupNew'),
})
const groupEdit = createRoute({
	getParentRoute: () => app,
	path: '/admin/groups/$id',
	params: idParam,
	beforeLoad: need('groups.write'),
	component: lazyRouteComponent(() => import('./groups/GroupEdit.tsx'), 'GroupEdit'),
})

const states = createRoute({
	getParentRoute: () => app,
	path: '/admin/states',
	beforeLoad: need('states.write'),
	component: lazyRouteComponent(() => import('./tickets/states/StateList.tsx'), 'StateList'),
})

const webhooks = createRoute({
	getParentRoute: () => app,
	path: '/admin/webhooks',
	beforeLoad: need('webhooks.write'),
	component: lazyRouteComponent(() => import('./webhooks/WebhookList.tsx'), 'WebhookList'),
})
const webhookNew = createRoute({
	getParentRoute: () => app,
	path: '/admin/webhooks/new',
	beforeLoad: need('webhooks.write'),
	component: lazyRouteComponent(() => import('./webhooks/WebhookNew.tsx'), 'WebhookNew'),
})
const webhook = createRoute({
	getParentRoute: () => app,
	path: '/admin/webhooks/$id',
	params: idParam,
	beforeLoad: need('webhooks.write'),
	component: lazyRouteComponent(() => import('./webhooks/WebhookPage.tsx'), 'WebhookPage'),
})

const tokens = createRoute({
	getParentRoute: () => app,
	path: '/admin/tokens',
	beforeLoad: need('tokens.write'),
	component: lazyRouteComponent(() => import('./auth/TokenList.tsx'), 'TokenList'),
})

const security = createRoute({
	getParentRoute: () => app,
	path: '/admin/security',
	beforeLoad: need('settings.read'),
	component: lazyRouteComponent(() => import('./settings/Security.tsx'), 'Security'),
})

const retention = createRoute({
	getParentRoute: () => app,
	path: '/admin/retention',
	beforeLoad: need('settings.read'),
	component: lazyRouteComponent(() => import('./settings/Retention.tsx'), 'Retention'),
})

const imports = createRoute({
	getParentRoute: () => app,
	path: '/admin/imports',
	beforeLoad: need('imports.run'),
	component: lazyRouteComponent(() => import('./import/History.tsx'), 'History'),
})
const importNew = createRoute({
	getParentRoute: () => app,
	path: '/admin/imports/new',
	validateSearch: (search): { target?: Target | undefined } => ({ target: oneOf(TARGETS, search.target) }),
	beforeLoad: need('imports.run'),
	component: lazyRouteComponent(() => import('./import/NewImport.tsx'), 'NewImport'),
})

const invitations = createRoute({
	getParentRoute: () => app,
	path: '/admin/invitations',
	beforeLoad: need('invitations.send'),
	component: lazyRouteComponent(() => import('./invitations/RoundList.tsx'), 'RoundList'),
})
interface InvitationSearch {
	import_id?: number | undefined
	user_id?: number | undefined
	role?: Role | undefined
	q?: string | undefined
	again?: true | undefined
}
const invitationNew = createRoute({
	getParentRoute: () => app,
	path: '/admin/invitations/new',
	validateSearch: (search): InvitationSearch => ({
		import_id: whole(search.import_id),
		user_id: whole(search.user_id),
		role: oneOf(ROLES, search.role),
		q: text(search.q),
		again: search.again === true || undefined,
	}),
	beforeLoad: need('invitations.send'),
	component: lazyRouteComponent(() => import('./invitations/NewRound.tsx'), 'NewRound'),
})
const invitationRound = createRoute({
	getParentRoute: () => app,
	path: '/admin/invitations/$id',
	params: idParam,
	validateSearch: (search): { state?: InvitationState | undefined } => ({
		state: oneOf(INVITATION_STATES, search.state),
	}),
	beforeLoad: need('invitations.send'),
	component: lazyRouteComponent(() => import('./invitations/RoundPage.tsx'), 'RoundPage'),
})

const importHelp = createRoute({
	getParentRoute: () => app,
	path: '/help/import',
	component: lazyRouteComponent(() => import('./help/ImportHelp.tsx'), 'ImportHelp'),
})

/** The wizard's frame is a route of its own: it stays while the steps change, and with it the stream of events. */
const run = createRoute({
	getParentRoute: () => app,
	path: '/admin/imports/$runId',
	params: {
		parse: (params: { runId: string }) => ({ runId: Number(params.runId) }),
		stringify: (params: { runId: number }) => ({ runId: String(params.runId) }),
	},
	beforeLoad: need('imports.run'),
	component: lazyRouteComponent(() => import('./import/Run.tsx'), 'Run'),
})
const runHome = createRoute({
	getParentRoute: () => run,
	path: '/',
	component: lazyRouteComponent(() => import('./import/Run.tsx'), 'RunHome'),
})
const fileStep = createRoute({
	getParentRoute: () => run,
	path: 'file',
	component: lazyRouteComponent(() => import('./import/FileStep.tsx'), 'FileStep'),
})
const columnsStep = createRoute({
	getParentRoute: () => run,
	path: 'columns',
	component: lazyRouteComponent(() => import('./import/ColumnsStep.tsx'), 'ColumnsStep'),
})
const ROW_FILTERS = ['all', 'create', 'update', 'unchanged', 'skip', 'refused', 'warning', 'edited'] as const
interface CheckSearch {
	file?: number | undefined
	filter?: (typeof ROW_FILTERS)[number] | undefined
	/** Rows of one cause. */
	code?: string | undefined
	field?: string | undefined
	/** Where the grid begins. */
	line?: number | undefined
	view?: 'list' | undefined
}
const checkStep = createRoute({
	getParentRoute: () => run,
	path: 'check',
	validateSearch: (search): CheckSearch => ({
		file: whole(search.file),
		filter: oneOf(ROW_FILTERS, search.filter),
		code: text(search.code),
		field: text(search.field),
		line: whole(search.line),
		view: oneOf(['list'], search.view),
	}),
	component: lazyRouteComponent(() => import('./import/CheckStep.tsx'), 'CheckStep'),
})
const resultStep = createRoute({
	getParentRoute: () => run,
	path: 'result',
	component: lazyRouteComponent(() => import('./import/ResultStep.tsx'), 'ResultStep'),
})

/** Any other address, still with the menu around it. */
const nowhere = createRoute({ getParentRoute: () => app, path: '$', component: NotFound })

const routeTree = root.addChildren([
	signIn,
	acceptInvitation,
	app.addChildren([
		home,
		account,
		tickets,
		ticketNew,
		ticketsByCompany,
		ticket,
		companies,
		companyNew,
		company,
		companyEdit,
		contacts,
		contactNew,
		contact,
		contactEdit,
		users,
		userNew,
		user,
		userEdit,
		groups,
		groupNew,
		groupEdit,
		states,
		webhooks,
		webhookNew,
		webhook,
		tokens,
		security,
		retention,
		imports,
		importNew,
		invitations,
		invitationNew,
		invitationRound,
		importHelp,
		nowhere,
		run.addChildren([runHome, fileStep, columnsStep, checkStep, resultStep]),
	]),
])

export function createAppRouter(queryClient: QueryClient) {
	return createRouter({
		routeTree,
		context: { queryClient },
		defaultPreload: 'intent',
		// The query cache decides what is fresh.
		defaultPreloadStaleTime: 0,
		defaultErrorComponent: PageError,
		defaultNotFoundComponent: NotFound,
		scrollRestoration: true,
	})
}

import { sql } from 'kysely'
import pino, { type Logger } from 'pino'
import type { App } from './api/app.ts'
import { webFiles } from './api/files.ts'
import { createServer } from './api/server.ts'
import { authenticator } from './auth/authenticate.ts'
import { may } from './auth/permissions.ts'
import { authRoutes } from './auth/routes.ts'
import { tokenRoutes } from './auth/token-routes.ts'
import { companyRoutes } from './companies/routes.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { groupRoutes } from './groups/routes.ts'
import { importJob, retentionJob } from './import/jobs.ts'
import { importRoutes } from './import/routes.ts'
import { invitationJob } from './invitations/jobs.ts'
import { linkRoutes } from './invitations/link-routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import type { JobKind, Queue } from './jobs/queue.ts'
import { openPost } from './mail/post.ts'
import { settingsRoutes } from './settings/routes.ts'
import { ticketErasJob, ticketSearchJob } from './tickets/jobs.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { userRoutes } from './users/routes.ts'
import { webhookJob } from './webhooks/jobs.ts'
import { webhookRoutes } from './webhooks/routes.ts'

/** Every route of the API. */
export function routes(app: App, config: Config, database: Database, queue: Queue): void {
	const { db } = database
	authRoutes(app, db, { secure: isSecure(config) })
	tokenRoutes(app, db)
	settingsRoutes(app, db)
	companyRoutes(app, db)
	userRoutes(app, db)
	groupRoutes(app, db)
	ticketRoutes(app, db)
	webhookRoutes(app, db, config.webhookNetworks)
	importRoutes(app, database, queue, config.uploadLimitBytes)
	invitationRoutes(app, db, queue, openPost(config))
	linkRoutes(app, db, { secure: isSecure(config) })
}

/** Every kind of background work. */
export function jobs(config: Config, database: Database): JobKind[] {
	const { db } = database
	return [
		importJob(database),
		retentionJob(database),
		ticketSearchJob(db),
		ticketErasJob(db),
		webhookJob(db, config.webhookNetworks),
		invitationJob(database, openPost(config)),
	] as JobKind[]
}

/** The whole web process, not yet listening. */
export function createApp(config: Config, database: Database, queue: Queue, log: Logger) {
	return createServer({
		log,
		url: config.url,
		secure: isSecure(config),
		authenticate: authenticator(database.db, isSecure(config)),
		may,
		routes: (app) => routes(app, config, database, queue),
		notReady: () => notReady(database),
		files: webFiles,
	})
}

/** Serving needs the database and its schema; nothing else can be missing. */
async function notReady({ db }: Database): Promise<string[]> {
	try {
		await sql`select one_row from settings`.execute(db)
		return []
	} catch (error) {
		return [`database: ${error instanceof Error ? error.message : String(error)}`]
	}
}

function isSecure(config: Config): boolean {
	return config.url?.startsWith('https:') ?? false
}

/** One JSON line an event, on stderr: stdout is for what a command answers. Secrets never come near it. */
export function createLog(level: string): Logger {
	return pino({ level, base: null }, pino.destination(2))
}

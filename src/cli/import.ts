import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import { ROLES, TARGETS, type Target } from '../contract/fields.ts'
import { DEFAULT_OPTIONS, type ImportOptions, KEYS, MISSING, MODES } from '../contract/imports.ts'
import { REASON_TEXTS } from '../contract/reasons.ts'
import type { Database } from '../db/database.ts'
import { checkOptions, constantsOf, decide } from '../import/decide.ts'
import { cancel, commit, prepare, receive } from '../import/imports.ts'
import { whenRunIsFree } from '../import/lock.ts'
import { keepProfile } from '../import/mend/profiles.ts'
import { createImport, getImport, type ImportRecord, listRun } from '../import/queries.ts'
import { inspectHead } from '../import/read/inspect.ts'
import { refusedFile } from '../import/report.ts'
import { moveRun } from '../import/states.ts'
import { inspectXlsx } from '../import/xlsx/inspect-xlsx.ts'
import { looksLikeWorkbook } from '../import/xlsx/open.ts'
import { FAIL_ON, type FailOn, failOn, unwanted } from './fail-on.ts'
import { constantsFor, joinWithFor, mappingFor, meaningsFor, onUpdateFor, pairs } from './import-decisions.ts'
import { importJson, printImport } from './import-report.ts'
import { watchProgress } from './progress-bar.ts'
import { overrides, type ReadingFlags, readingOptions } from './reading.ts'
import { config, EXIT, type Interruption, UsageError, withDatabase } from './run.ts'
import { withFile } from './source.ts'

interface Flags extends ReadingFlags {
	as?: Target
	role?: string
	map: string[]
	means: string[]
	set: string[]
	mode: ImportOptions['mode']
	match?: string
	onUpdate: string[]
	joinWith: string[]
	missing: ImportOptions['missing']
	failOn: FailOn[]
	onError: ImportOptions['on_error']
	missingCompany: ImportOptions['missing_company']
	missingGroup: ImportOptions['missing_group']
	usernames: ImportOptions['usernames']
	placeholderEmails?: true
	dryRun?: true
	refused?: string
	json?: true
}

export function importCommand(program: Command): void {
	const collect = (value: string, all: string[]) => [...all, value]
	const command = program
		.command('import')
		.description('companies and users from CSV files; several files are one run, companies first, one transaction')
		.argument('<file...>')
		.addOption(new Option('--as <target>', 'what the file holds; else recognised from its header').choices(TARGETS))
		.addOption(new Option('--role <role>', 'role of all users').choices(ROLES))
		.option(
			'--map <Header=field>',
			'import a column into a field; two columns are joined; `Header=` leaves it out',
			collect,
			[],
		)
		.option('--join-with <field=what>', 'between joined columns: space, comma or line', collect, [])
		.option('--means <field:value=code>', 'what a value of a role, language or active column means', collect, [])
		.option('--set <field=value>', 'the same value for every row', collect, [])
		.addOption(new Option('--mode <mode>').choices(MODES).default('create'))
		.option('--match <field>', 'how an existing record is found')
		.option('--on-update <field=what>', 'replace, fill (only what is empty) or clear (empty cells too)', collect, [])
		.addOption(
			new Option('--missing <what>', 'records that earlier files with these headers brought and this one lacks')
				.choices(MISSING)
				.default('ignore'),
		)
		.option(
			'--fail-on <what>',
			`write nothing and exit with 1 when the plan has any: ${FAIL_ON.join(', ')}`,
			failOn,
			[],
		)
		.addOption(new Option('--on-error <what>', 'stop: nothing is written').choices(['stop', 'skip']).default('stop'))
		.addOption(new Option('--missing-company <what>').choices(['error', 'create', 'empty']).default('error'))
		.addOption(
			new Option('--missing-group <what>', 'of operators').choices(['error', 'create', 'empty']).default('error'),
		)
		.addOption(new Option('--usernames <from>').choices(['given', 'email', 'name']).default('given'))
		.option('--placeholder-emails', 'fill missing e-mails with marked placeholders')
	readingOptions(command)
		.option('--dry-run', 'check and report, write nothing')
		.option('--refused <file>', 'write the refused records with their reasons')
		.option('--json', 'print one JSON document')
		.action(async (files: string[], flags: Flags) => {
			process.exitCode = await withDatabase(config(), (database, interruption) =>
				importFiles(database, files, flags, interruption),
			)
		})
}

async function importFiles(
	database: Database,
	files: string[],
	flags: Flags,
	interruption: Interruption,
): Promise<number> {
	const { db } = database
	if (flags.missing !== 'ignore' && flags.mode === 'create') {
		throw new UsageError('--missing: records that exist are looked for with --mode update or upsert only.')
	}
	const targets = await Promise.all(files.map((file) => targetOfFile(file, flags)))
	requireKey(flags.match, targets)
	let runId: number | undefined
	const bar = watchProgress(db, () => runId)
	try {
		for (const [index, file] of files.entries()) {
			const id = await createImport(db, {
				target: targets[index]!,
				filename: basename(file).normalize('NFC'),
				options: optionsOf(flags, targets[index]!),
				constants: constantsOf(targets[index]!, {}),
				run_id: runId,
				created_by: null,
			})
			runId ??= id
			interruption.stop ??= () => cancel(database, id)
			await receive(database, id, createReadStream(file, { highWaterMark: 256 * 1024 }), {
				limit_bytes: config().uploadLimitBytes,
				said_bytes: (await stat(file)).size,
			})
			if (flags.encoding || flags.delimiter || flags.repair || flags.headerLine !== undefined)
				await decide(database, id, overrides(flags))
		}
		const unread = (await listRun(db, runId!)).some((found) => found.state === 'failed')
		if (unread) return await finish(database, runId!, flags, false)
		await decideAll(database, runId!, flags)
		let written = false
		await whenRunIsFree(database.pool, runId!, async () => {
			written = await run(database, runId!, flags)
		})
		return await finish(database, runId!, flags, written)
	} catch (error) {
		// What was said on the command line cannot be used: no half-made import stays in the history.
		if (runId !== undefined) await cancel(database, runId).catch(() => {})
		throw error
	} finally {
		bar.stop()
	}
}

/** Checks and, unless something was refused or it is a dry run, writes. @returns whether it was written */
async function run(database: Database, runId: number, { dryRun, failOn }: Flags): Promise<boolean> {
	await prepare(database, runId)
	// Somebody else may be faster with a name: the plan is made again, and nobody looks at it in between.
	for (let attempt = 0; attempt < 3; attempt++) {
		const imports = await listRun(database.db, runId)
		if (imports[0]!.state !== 'ready' || dryRun || unwanted(imports, failOn).length > 0) return false
		await moveRun(database.db, runId, ['ready'], 'committing')
		if ((await commit(database, runId)) === 'committed') return true
	}
	return false
}

async function finish(database: Database, runId: number, flags: Flags, written: boolean): Promise<number> {
	const imports = await listRun(database.db, runId)
	if (flags.refused) await writeRefused(database, imports, flags.refused)
	if (flags.json) process.stdout.write(`${JSON.stringify({ written, imports: imports.map(importJson) })}\n`)
	else for (const found of imports) printImport(found, written)
	const stopped = written ? [] : unwanted(imports, flags.failOn)
	for (const what of stopped) {
		process.stderr.write(`--fail-on ${what}: nothing was written. Import ${runId} waits for somebody to look at it.\n`)
	}
	if (flags.dryRun && imports.some((found) => found.state !== 'failed')) await cancel(database, runId)
	if (imports.some((found) => found.failure)) return EXIT.unreadable
	const refused = imports.some((found) => (found.counts?.refused ?? 0) > 0)
	return refused || stopped.length > 0 ? EXIT.refused : EXIT.done
}

async function decideAll(database: Database, runId: number, flags: Flags): Promise<void> {
	const run = await listRun(database.db, runId)
	const mappings = mappingFor(run, pairs('--map', flags.map))
	const meanings = meaningsFor(run, pairs('--means', flags.means))
	const role = flags.role ? [['role', flags.role] as const] : []
	const constants = constantsFor(run, [...role, ...pairs('--set', flags.set)], meanings)
	for (const [index, found] of run.entries()) {
		// A constant beats a proposal: its column is left out, unless the person mapped it.
		const fixed = Object.keys(constants[index]!).filter(
			(field) => field !== 'role' || flags.role || flags.set.length > 0,
		)
		const mapping = mappings[index]!.map((field) => (field !== null && fixed.includes(field) ? null : field))
		await decide(database, found.id, {
			mapping,
			constants: constants[index]!,
			...(found.target === 'users' ? { value_map: meanings } : {}),
		})
	}
}

async function writeRefused(database: Database, imports: ImportRecord[], file: string): Promise<void> {
	const { header, describe } = REASON_TEXTS.cs
	const refused = imports.filter((found) => (found.counts?.refused ?? 0) > 0)
	for (const [index, found] of refused.entries()) {
		const path = index === 0 ? file : file.replace(/(\.[^./]*)?$/, `-${found.target}$1`)
		// The file comes home with the same headers, and then finds what was decided about them.
		await keepProfile(database.db, found.id)
		await writeFile(path, refusedFile(database, await getImport(database.db, found.id), header, describe))
	}
}

function optionsOf(flags: Flags, target: Target): ImportOptions {
	const options: ImportOptions = {
		...DEFAULT_OPTIONS,
		mode: flags.mode,
		// A key that only the other file of the run has leaves this one with its own.
		match: flags.match && (KEYS[target] as readonly string[]).includes(flags.match) ? flags.match : null,
		on_error: flags.onError,
		missing_company: flags.missingCompany,
		missing_group: flags.missingGroup,
		usernames: flags.usernames,
		placeholder_emails: flags.placeholderEmails ?? false,
		on_update: onUpdateFor(target, pairs('--on-update', flags.onUpdate)),
		join_with: joinWithFor(target, pairs('--join-with', flags.joinWith)),
		missing: flags.missing === 'deactivate' && target === 'companies' ? 'list' : flags.missing,
	}
	checkOptions(target, options)
	return options
}

/** @throws UsageError for a key that no file of the run can be found by */
function requireKey(match: string | undefined, targets: readonly Target[]): void {
	const keys: readonly string[] = targets.flatMap((target) => KEYS[target])
	if (match === undefined || keys.includes(match)) return
	throw new UsageError(
		`--match: ${targets.join(' and ')} cannot be found by '${match}'. Use ${[...new Set(keys)].join(', ')}.`,
	)
}

/** What a file holds, by its header. @throws UsageError when there is no such file */
function targetOfFile(file: string, flags: Flags): Promise<Target> {
	return withFile(file, async (source, head) => {
		if (flags.as) return flags.as
		const found = looksLikeWorkbook(head) ? await inspectXlsx(source) : await inspectHead(head, overrides(flags))
		return found.target ?? targetOf(file)
	})
}

/** When the header does not tell, the file's name may. */
function targetOf(file: string): Target {
	return /spole[cč]n|firm|compan|organi[sz]|z[aá]kazn[ií]c/i.test(basename(file).normalize('NFC'))
		? 'companies'
		: 'users'
}

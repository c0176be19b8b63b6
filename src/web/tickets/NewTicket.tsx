import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { type ClipboardEvent, type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BODY_LIMIT, type NewTicket as NewTicketBody, type Ticket } from '../../contract/tickets.ts'
import { ApiError, api } from '../api.ts'
import { sessionQuery, useMay } from '../auth/session.ts'
import { useDrop } from '../import/DropZone.tsx'
import { FormProblem } from '../ui/FormProblem.tsx'
import { saved } from '../ui/notify.ts'
import { Page } from '../ui/Page.tsx'
import { AccountChoice } from './AccountChoice.tsx'
import { AttachmentField } from './AttachmentField.tsx'
import { BackToList } from './BackToList.tsx'
import { emptyDraft, onceKey, useDraft } from './drafts.ts'
import { OtherTickets } from './OtherTickets.tsx'
import { PersonSelect } from './PersonSelect.tsx'
import { keepTicket } from './queries.ts'
import { useUploads } from './uploads.ts'
import { NO_WORK, WorkFields, workBody } from './WorkFields.tsx'
import './tickets.css'
import { useAction } from '../ui/action.ts'

export function NewTicket() {
	const { data: session } = useQuery(sessionQuery)
	return session ? <Form userId={session.user.id} /> : null
}

const route = getRouteApi('/app/tickets/new')

function Form({ userId }: { userId: number }) {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	const works = useMay()('tickets.work')
	const given = route.useSearch().requester_id ?? null
	const [draft, setDraft] = useDraft(userId, 'new')
	const [requesterId, setRequesterId] = useState(given)
	const [work, setWork] = useState(NO_WORK)
	const [missing, setMissing] = useState<Record<string, string>>({})
	const form = useRef<HTMLFormElement>(null)
	const uploads = useUploads('/attachments', draft.attachments, (change) =>
		setDraft(({ attachments }) => ({ attachments: change(attachments) })),
	)
	const { over, handlers } = useDrop(uploads.add)
	const create = useAction({
		mutationFn: (ticket: NewTicketBody) => api.post<Ticket>('/tickets', ticket, onceKey(draft.id, ticket)),
		onSuccess: async (ticket) => {
			setDraft(emptyDraft())
			keepTicket(client, ticket)
			saved(t('tickets.created', { number: ticket.number }))
			await navigate({ to: '/tickets/$id', params: { id: ticket.id } })
		},
		onError: () => focusFirst(),
	})
	const refused = create.error instanceof ApiError ? create.error.fields : {}
	const errors = { ...refused, ...missing }

	/** After the errors are drawn. */
	const focusFirst = () =>
		setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0)
	const submit = (event?: FormEvent) => {
		event?.preventDefault()
		const wrong: Record<string, string> = {}
		if (works && requesterId === null) wrong.requester_id = t('tickets.requester_needed')
		if (draft.subject.trim() === '') wrong.subject = t('tickets.subject_needed')
		if (draft.body.trim() === '') wrong.body = t('tickets.text_needed')
		if (draft.body.trim().length > BODY_LIMIT) wrong.body = t('tickets.body_too_long', { max: BODY_LIMIT })
		if (uploads.sending) wrong.attachments = t('tickets.attach.wait')
		setMissing(wrong)
		if (Object.keys(wrong).length > 0) {
			focusFirst()
			return
		}
		const attachment_ids = draft.attachments.map((attachment) => attachment.id)
		create.mutate({
			subject: draft.subject,
			body: draft.body,
			attachment_ids,
			...(works && requesterId !== null ? { requester_id: requesterId, ...workBody(work) } : {}),
		})
	}
	const paste = (event: ClipboardEvent) => {
		const files = [...event.clipboardData.files]
		if (files.length === 0) return
		event.preventDefault()
		uploads.add(files)
	}

	return (
		<Page title={t('tickets.new')} above={<BackToList />} narrow>
			<form
				ref={form}
				className="form new-ticket"
				data-over={over || undefined}
				noValidate
				onSubmit={submit}
				onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit()}
				{...handlers}
			>
				{works && (
					<fieldset>
						<PersonSelect
							value={requesterId}
							onChange={setRequesterId}
							hint={
								<>
									{t('tickets.person_missing')} <Link to="/contacts/new">{t('tickets.person_create')}</Link>
								</>
							}
							error={errors.requester_id}
						/>
						{requesterId !== null && <AccountChoice userId={requesterId} onChange={setRequesterId} />}
						{requesterId !== null && <OtherTickets requesterId={requesterId} />}
					</fieldset>
				)}
				<fieldset>
					<div className="form-grid">
						<TextInput
							className="wide"
							label={t('tickets.column.subject')}
							description={works ? undefined : t('tickets.subject_hint')}
							required
							withAsterisk={false}
							dir="auto"
							value={draft.subject}
							onChange={(event) => setDraft({ subject: event.currentTarget.value })}
							error={errors.subject}
						/>
						<Textarea
							className="wide"
							label={t(works ? 'tickets.text' : 'tickets.text_own')}
							autosize
							minRows={6}
							maxRows={24}
							required
							withAsterisk={false}
							dir="auto"
							value={draft.body}
							onChange={(event) => setDraft({ body: event.currentTarget.value })}
							onPaste={paste}
							error={errors.body}
						/>
						<div className="wide">
							<AttachmentField attached={draft.attachments} uploads={uploads} />
							{errors.attachments && (
								<p role="alert" className="field-error">
									{errors.attachments}
								</p>
							)}
						</div>
					</div>
				</fieldset>
				{works && <WorkFields work={work} onChange={setWork} errors={errors} />}
				<FormProblem error={create.error} />
				<div className="form-actions">
					<Button type="submit" loading={create.isPending} title="Ctrl+Enter">
						{t(works ? 'tickets.create' : 'tickets.create_own')}
					</Button>
					<Button variant="subtle" color="gray" onClick={() => void navigate({ to: '/tickets' })}>
						{t('tickets.leave')}
					</Button>
				</div>
			</form>
		</Page>
	)
}

import { Button, Textarea } from '@mantine/core'
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BODY_LIMIT, OPEN_STATES, type Ticket } from '../../contract/tickets.ts'
import { useDrop } from '../import/DropZone.tsx'
import { useFocusBack } from '../ui/focus-back.ts'
import { AttachmentField } from './AttachmentField.tsx'
import type { Draft } from './drafts.ts'
import { ModeChoice } from './ModeChoice.tsx'
import { useStates } from './marks.tsx'
import { NewerNotice } from './NewerNotice.tsx'
import { StateAfter, useSendText } from './StateAfter.tsx'
import { sendProblem, type useSend } from './send.ts'
import { useUploads } from './uploads.ts'

interface ComposerProps {
	ticket: Ticket
	/** Operators choose who reads it and what becomes of the ticket; customers just answer. */
	works: boolean
	userId: number
	draft: Draft
	onDraft: (update: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void
	send: ReturnType<typeof useSend>
	onTyped?: () => void
	input: RefObject<HTMLTextAreaElement | null>
}

/** Where one writes into a ticket. What is written stays here until the server has it. */
export function Composer({ ticket, works, userId, draft, onDraft, send, onTyped, input }: ComposerProps) {
	const { t } = useTranslation()
	const [problem, setProblem] = useState<string>()
	const uploads = useUploads(`/tickets/${ticket.id}/attachments`, draft.attachments, (change) =>
		onDraft(({ attachments }) => ({ attachments: change(attachments) })),
	)
	const { over, handlers } = useDrop(uploads.add)
	const { states } = useStates()
	const after = states.find((state) => state.id === draft.state_id)
	const note = draft.kind === 'note'
	const sendText = useSendText(works, draft.kind, after)
	const button = useFocusBack<HTMLButtonElement>(send.isPending)
	const reopens = !works && !OPEN_STATES.some((open) => open === ticket.state)

	const submit = (event?: FormEvent) => {
		event?.preventDefault()
		const wrong = mistake()
		setProblem(wrong)
		if (wrong !== undefined || send.isPending) return
		const seen = ticket.messages.at(-1)?.id
		send.mutate({
			kind: draft.kind,
			body: draft.body,
			attachment_ids: draft.attachments.map((attachment) => attachment.id),
			...(works && draft.state_id !== null ? { state_id: draft.state_id } : {}),
			...(seen === undefined ? {} : { seen_message_id: seen }),
		})
	}
	const mistake = () => {
		if (uploads.sending) return t('tickets.attach.wait')
		// Said before it is sent: a request has a limit as well, with a sentence that is not about this field.
		if (draft.body.trim().length > BODY_LIMIT) return t('tickets.body_too_long', { max: BODY_LIMIT })
		return draft.body.trim() === '' && draft.attachments.length === 0 ? t('tickets.body_needed') : undefined
	}
	const keys = (event: KeyboardEvent) => {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
	}
	const paste = (event: ClipboardEvent) => {
		const files = [...event.clipboardData.files]
		if (files.length === 0) return
		event.preventDefault()
		uploads.add(files)
	}

	return (
		<form
			className="composer"
			data-kind={works ? draft.kind : undefined}
			data-over={over || undefined}
			aria-label={t('tickets.composer')}
			noValidate
			onSubmit={submit}
			{...handlers}
		>
			{works && <ModeChoice kind={draft.kind} onChange={(kind) => onDraft({ kind })} />}
			<div className="composer-body">
				{works && (
					<p id="composer-who" className="composer-who">
						{note ? t('tickets.note_who') : t('tickets.reply_who', { name: `\u2068${ticket.requester.name}\u2069` })}
					</p>
				)}
				<NewerNotice ticket={ticket} userId={userId} writing={draft.body !== ''} />
				<Textarea
					ref={input}
					autosize
					minRows={works ? 4 : 5}
					maxRows={24}
					// Operators have the choice above it as its name.
					{...(works ? { 'aria-label': t(`tickets.mode.${draft.kind}`) } : { label: t('tickets.your_reply') })}
					aria-describedby={works ? 'composer-who' : undefined}
					placeholder={over ? t('tickets.attach.drop') : undefined}
					dir="auto"
					// While it is being sent it stands in the thread.
					value={send.isPending ? '' : draft.body}
					readOnly={send.isPending}
					error={problem}
					onChange={(event) => {
						onDraft({ body: event.currentTarget.value })
						setProblem(undefined)
						onTyped?.()
					}}
					onKeyDown={keys}
					onPaste={paste}
				/>
				{!send.isPending && <AttachmentField attached={draft.attachments} uploads={uploads} />}
				{send.isError && (
					<p role="alert" className="notice notice-error">
						{sendProblem(send.error) ?? t('state.unexpected')}
					</p>
				)}
				<div className="composer-foot">
					{works && (
						<StateAfter
							value={draft.state_id}
							current={ticket.state_id}
							onChange={(state_id) => onDraft({ state_id })}
						/>
					)}
					{reopens && <span className="muted">{t('tickets.reply_reopens')}</span>}
					<Button
						ref={button}
						type="submit"
						loading={send.isPending}
						color={note && works ? 'gray' : 'pine'}
						title="Ctrl+Enter"
					>
						{sendText}
					</Button>
				</div>
			</div>
		</form>
	)
}

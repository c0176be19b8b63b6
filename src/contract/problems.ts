import type { UiLanguage } from './fields.ts'

/** Every refusal's sentence, in both languages. `{name}` stands for a detail of the problem. */
export const PROBLEMS = {
	request_invalid: {
		cs: 'Požadavku nerozumíme: {reason}.',
		en: 'The request cannot be understood: {reason}.',
	},
	sign_in_required: {
		cs: 'Nejprve se přihlaste.',
		en: 'Sign in first.',
	},
	sign_in_failed: {
		cs: 'Přihlašovací údaje nesouhlasí. Zkontrolujte je a zkuste to znovu.',
		en: 'These sign-in details do not match. Check them and try again.',
	},
	forbidden: {
		cs: 'K tomu nemáte oprávnění. Požádejte správce.',
		en: 'You may not do this. Ask an administrator.',
	},
	request_forged: {
		cs: 'Požadavek nepřišel z Lístku, proto jsme ho neprovedli. Načtěte stránku znovu.',
		en: 'The request did not come from Lístek, so it was not carried out. Reload the page.',
	},
	not_found: {
		cs: 'Takový záznam neexistuje, nebo k němu nemáte přístup.',
		en: 'There is no such record, or you may not see it.',
	},
	route_unknown: {
		cs: 'Tato adresa neexistuje.',
		en: 'There is nothing at this address.',
	},
	version_stale: {
		cs: 'Záznam mezitím změnil někdo jiný. Vaše změny jsme neuložili; načtěte záznam znovu.',
		en: 'Someone else changed the record meanwhile. Your changes were not saved; load the record again.',
	},
	emails_repeated: {
		cs: 'Přihlášení e-mailem nelze zapnout: stejnou adresu má více lidí ({total}). Nic jsme nezměnili.',
		en: 'Sign-in by e-mail cannot be turned on: addresses shared by several people: {total}. Nothing was changed.',
	},
	username_taken: {
		cs: 'Toto uživatelské jméno už někdo má. Zvolte jiné.',
		en: 'Someone already has this username. Choose another.',
	},
	email_taken: {
		cs: 'Tuto e-mailovou adresu už někdo má a přihlašuje se jí.',
		en: 'Someone already has this e-mail address and signs in with it.',
	},
	name_taken: {
		cs: 'Společnost s tímto názvem už existuje.',
		en: 'There already is a company with this name.',
	},
	registration_number_taken: {
		cs: 'Společnost s tímto IČO už existuje.',
		en: 'There already is a company with this registration number.',
	},
	external_id_taken: {
		cs: 'Záznam s tímto externím ID už existuje.',
		en: 'There already is a record with this external ID.',
	},
	company_unknown: {
		cs: 'Tato společnost neexistuje.',
		en: 'There is no such company.',
	},
	last_admin: {
		cs: 'Toto je poslední aktivní správce. Nejprve určete jiného.',
		en: 'This is the last active administrator. Appoint another one first.',
	},
	import_not_ready: {
		cs: 'V tomto stavu importu ({state}) to nejde. Načtěte stránku znovu.',
		en: 'This cannot be done while the import is in the state {state}. Reload the page.',
	},
	import_plan_stale: {
		cs: 'Data se od kontroly změnila, proto jsme nic nezapsali. Projděte si nové počty a potvrďte je.',
		en: 'The data changed since the check, so nothing was written. Look at the new counts and confirm them.',
	},
	idempotency_key_reused: {
		cs: 'Tento Idempotency-Key už přišel s jiným požadavkem, proto jsme nic nezaložili. Pošlete nový klíč.',
		en: 'This Idempotency-Key has come with another request, so nothing was made. Send a new key.',
	},
	import_dropped: {
		cs: 'Podklady importu jsme {since} podle nastavení smazali, takže ho už nejde vrátit ani z něj nic stáhnout. Záznamy, které založil nebo změnil, zůstávají.',
		en: 'What was kept of the import went on {since}, as set, so it can no longer be taken back and nothing of it can be downloaded. The records it made or changed stay.',
	},
	import_last_file: {
		cs: 'Je to jediný soubor importu, proto ho nejde odebrat. Vyberte místo něj jiný, nebo celý import zrušte.',
		en: 'It is the only file of the import and cannot be removed. Choose another one instead, or cancel the import.',
	},
	step_missing: {
		cs: 'Není co vrátit: v tomto importu zatím nikdo nic neopravil.',
		en: 'There is nothing to take back: nobody has fixed anything in this import.',
	},
	staff_not_confirmed: {
		cs: 'Import založí operátory nebo správce: {staff_rows}. Potvrďte prosím jejich počet.',
		en: 'The import makes operators or administrators: {staff_rows}. Confirm their number.',
	},
	audience_changed: {
		cs: 'Mezitím se změnilo, kdo pozvánku dostane: teď jich je {people}. Nic jsme neodeslali; projděte si nový přehled.',
		en: 'Meanwhile it changed who gets an invitation: now there are {people}. Nothing was sent; look at the new summary.',
	},
	mail_not_set_up: {
		cs: 'Lístek nemá poštovní server, takže nic neodeslal. Nastavte LISTEK_SMTP_URL a LISTEK_MAIL_FROM, nebo odkazy předejte sami.',
		en: 'Lístek has no mail server, so nothing was sent. Set LISTEK_SMTP_URL and LISTEK_MAIL_FROM, or hand the links over yourself.',
	},
	mail_not_sent: {
		cs: 'Poštovní server zprávu nepřijal: {answer}. Zkontrolujte LISTEK_SMTP_URL a LISTEK_MAIL_FROM.',
		en: 'The mail server did not take the message: {answer}. Check LISTEK_SMTP_URL and LISTEK_MAIL_FROM.',
	},
	own_email_placeholder: {
		cs: 'Váš účet má smyšlenou adresu ({email}) a na takovou nic neposíláme. Nejdřív si ve svém záznamu vyplňte skutečný e-mail.',
		en: 'Your account has a fictitious address ({email}), and nothing is sent to such. Fill your real e-mail in at your record first.',
	},
	invitation_not_ready: {
		cs: 'S touto pozvánkou to teď nejde: mezitím se změnila. Načtěte stránku znovu.',
		en: 'This cannot be done with the invitation now: it changed meanwhile. Reload the page.',
	},
	link_used: {
		cs: 'Tento odkaz už byl použitý a heslo je nastavené. Přihlaste se jím.',
		en: 'This link has been used and the password is set. Sign in with it.',
	},
	link_expired: {
		cs: 'Platnost tohoto odkazu skončila. Požádejte toho, kdo vás pozval, o nový.',
		en: 'This link is no longer valid. Ask whoever invited you for a new one.',
	},
	link_withdrawn: {
		cs: 'Pozvánka byla zrušená: účet, pro který byla, už není aktivní. Pokud ho potřebujete, ozvěte se tomu, kdo vás pozval.',
		en: 'The invitation was withdrawn: the account it was for is no longer active. If you need it, contact whoever invited you.',
	},
	link_unknown: {
		cs: 'Tento odkaz neznáme. Otevřete ho prosím celý, přesně tak, jak je v pozvánce; pokud jste dostali novější pozvánku, použijte odkaz z ní.',
		en: 'This link is not known. Open the whole of it, exactly as it stands in the invitation; if you have a newer invitation, use the link in that one.',
	},
	upload_too_large: {
		cs: 'Soubor je větší než povolených {limit_mb} MB. Nic jsme nezapsali. Rozdělte ho, nebo zvyšte LISTEK_UPLOAD_LIMIT.',
		en: 'The file is larger than the allowed {limit_mb} MB. Nothing was written. Split it, or raise LISTEK_UPLOAD_LIMIT.',
	},
	values_invalid: {
		cs: 'Některé údaje nejsou v pořádku. Opravte je a uložte znovu.',
		en: 'Some values are not right. Fix them and save again.',
	},
	password_weak: {
		cs: 'Heslo musí mít 10 až 200 znaků.',
		en: 'A password needs 10 to 200 characters.',
	},
	password_wrong: {
		cs: 'Současné heslo nesouhlasí.',
		en: 'The current password does not match.',
	},
	mapping_invalid: {
		cs: 'Přiřazení sloupců nejde použít: {reason}.',
		en: 'The mapping of columns cannot be used: {reason}.',
	},
	messages_newer: {
		cs: 'Mezitím do požadavku napsal někdo jiný. Přečtěte si to a odešlete svou zprávu znovu; nic z ní se neztratilo.',
		en: 'Someone else wrote into the ticket meanwhile. Read it and send your message again; nothing of it is lost.',
	},
	attachment_too_large: {
		cs: 'Soubor je větší než povolených {limit_mb} MB, proto jsme ho nepřiložili.',
		en: 'The file is larger than the allowed {limit_mb} MB, so it was not attached.',
	},
	drafts_too_large: {
		cs: 'Přílohy, které jste ještě neodeslali, by měly dohromady víc než {limit_mb} MB. Odešlete je, nebo některé odeberte.',
		en: 'The attachments that you have not sent yet would be more than {limit_mb} MB together. Send them, or remove some.',
	},
	upload_quota: {
		cs: 'Během {hours} h lze nahrát nejvýš {limit_mb} MB příloh a s tímto souborem by to bylo víc. Přiložte ho později.',
		en: 'At most {limit_mb} MB of attachments can be uploaded within {hours} h, and this file would go beyond that. Attach it later.',
	},
	messages_too_fast: {
		cs: 'Za minutu lze odeslat nejvýš {limit} zpráv. Počkejte chvíli a odešlete ji znovu; nic z ní se neztratilo.',
		en: 'At most {limit} messages can be sent in a minute. Wait a moment and send it again; nothing of it is lost.',
	},
	attachment_damaged: {
		cs: 'Uložená příloha je poškozená, proto ji nevydáme. Pomůže záloha; správce najde záznam pod číslem {request_id}.',
		en: 'The stored attachment is damaged, so it is not given out. A backup helps; an administrator finds it in the log as {request_id}.',
	},
	upload_incomplete: {
		cs: 'Soubor nedorazil tak, jak byl ohlášen: nesouhlasí jeho délka nebo otisk. Nic jsme z něj neuložili, pošlete ho znovu.',
		en: 'The file did not arrive as it was declared: its length or digest is another one. Nothing of it was kept; send it again.',
	},
	token_name_taken: {
		cs: 'Token s tímto názvem už je. Pojmenujte nový jinak, aby se poznalo, k čemu je který.',
		en: 'There is a token of this name already. Give the new one another, so that it shows what each is for.',
	},
	group_name_taken: {
		cs: 'Skupina s tímto názvem už existuje.',
		en: 'There already is a group with this name.',
	},
	group_in_use: {
		cs: 'Ve skupině jsou požadavky, které by po smazání viděli všichni operátoři. Přesuňte je jinam, nebo skupinu jen vypněte.',
		en: 'The group has tickets, which every operator would see once it is deleted. Move them, or only switch the group off.',
	},
	view_name_taken: {
		cs: 'Pohled s tímto názvem už máte.',
		en: 'You already have a view with this name.',
	},
	last_state: {
		cs: 'Toto je poslední zapnutý stav svého druhu. Nejprve zapněte nebo přidejte jiný.',
		en: 'This is the last active state of its kind. Switch on or add another one first.',
	},
	too_many_requests: {
		cs: 'Příliš mnoho pokusů. Počkejte minutu a zkuste to znovu.',
		en: 'Too many attempts. Wait a minute and try again.',
	},
	internal: {
		cs: 'Lístek narazil na vlastní chybu; co jste právě ukládali, se nezapsalo. Správce ji najde v záznamu pod číslem {request_id}.',
		en: 'Lístek ran into an error of its own; what you were saving was not written. An administrator finds it in the log as {request_id}.',
	},
	storage_full: {
		cs: 'Na serveru došlo místo na disku, nic se nezapsalo. Správce ho musí uvolnit; potom to zkuste znovu.',
		en: 'The server has run out of disk space, nothing was written. An administrator has to free some; then try again.',
	},
	database_unavailable: {
		cs: 'Databáze teď neodpovídá, nic se nezapsalo. Zkuste to za chvíli znovu.',
		en: 'The database does not answer now, nothing was written. Try again in a moment.',
	},
} as const satisfies Record<string, Record<UiLanguage, string>>

export type ProblemCode = keyof typeof PROBLEMS

/** The sentence with its details filled in. */
export function problemText(
	code: ProblemCode,
	language: UiLanguage,
	details: Readonly<Record<string, unknown>>,
): string {
	return PROBLEMS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '?'))
}

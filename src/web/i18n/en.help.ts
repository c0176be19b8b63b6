import type { HelpTexts } from '../help/texts.ts'

export const enHelp: HelpTexts = {
	title: 'Importing companies and contacts',
	contents: 'Contents',
	whole: 'All help on importing (in a new window)',
	open: 'Help',
	lead: 'Customers need not be added one by one. Prepare a CSV file of companies and one of people; Lístek checks them and writes them together. Until you confirm in the Check step, nothing in the database changes.',
	issues: {
		errors: 'Errors: the row is not imported until you fix them',
		warnings: 'Warnings: the row is imported',
		problem: 'What is wrong',
		todo: 'What to do',
	},
	fields: { field: 'Field', required: 'Required', longest: 'Most characters', yes: 'yes' },
	sections: [
		{
			id: 'steps',
			title: 'How an import goes',
			steps: [],
			blocks: [
				'You find it under Administration, Imports, with the button New import. There is also an Import button above the lists Companies, Contacts and All users.',
				{
					ordered: [
						'File: you upload one or two files and see that they are read correctly.',
						'Columns: you look over which column goes to which field, and choose the rules.',
						'Check: every row is checked, you fix errors in place and confirm the import with one button.',
						'Result: you see what was written. The whole import can be undone from here and from the history.',
					],
				},
				'You can stop at any time with Save and leave. The list of imports takes you back to where you were.',
			],
		},
		{
			id: 'samples',
			title: 'Sample files',
			steps: ['file'],
			blocks: [
				'The easiest way is to fill in a sample. You can add and remove columns, and their order does not matter.',
				{ part: 'samples' },
				'Excel saves the sample correctly as “CSV UTF-8”. You can also upload an .xlsx workbook; when it has several sheets, you choose which one to read in the step File. A table of up to 1,000 rows can also be copied from Excel and pasted in the first step.',
			],
		},
		{
			id: 'order',
			title: 'Companies first, then people',
			steps: ['file'],
			blocks: [
				'A contact belongs to a company, and Lístek has to know it. There are two ways:',
				{
					list: [
						'Upload both files together, in any order: companies are checked and written first, and the contacts are placed under them at once.',
						'Or import the companies first and the contacts after them.',
					],
				},
				'A company is known by its name, registration number or external ID. Letter case, diacritics and ways of writing “s.r.o.” do not matter; another legal form is only ever suggested.',
				'For a company we do not know, the Check step asks once for each name: is it another company, should it be created, should the contact stay without a company, or should the rows be left out.',
			],
		},
		{
			id: 'encodings',
			title: 'Encodings and delimiters',
			steps: ['file'],
			blocks: [
				'We recommend UTF-8 with semicolons. Windows-1250 from Czech Excel, ISO 8859-2, UTF-16 and CP852 are recognised as well, and so are commas, tabs and vertical bars.',
				'The File step shows accented words of the file as we read them. If they look wrong, choose the line that reads well. Text that another program has spoiled before (PĹ™Ă­jmenĂ­) can be put right in the whole file. Characters that cannot be read are never dropped in silence: the row gets an error.',
				'Line numbers are those of your own file everywhere, even when a cell has several lines.',
			],
		},
		{
			id: 'roles',
			title: 'Roles: contacts and operators',
			steps: ['file'],
			blocks: [
				'People in a file are usually contacts of customers, that is end users.',
				"Import operators separately, from a file of their own: in the first step choose Operator in its field Role. Operators and administrators see every customer's data, so you confirm their number before it is written.",
				'A column of the file can say the role, too. Lístek understands End user, Operator and Administrator in several languages; what it does not know, such as “head of sales”, you tell it once in the step Columns.',
				'A file can put operators into groups at once. Separate several groups in one cell by commas or semicolons; groups you do not have are offered to be created in the step Check. Groups of customers are left out.',
				"A customer sees the tickets of the whole company with a yes in the column Sees the company's tickets. Without it they see only their own.",
			],
		},
		{
			id: 'fields',
			title: 'Fields, and which are required',
			steps: ['columns'],
			blocks: [
				'Companies need a name. People need a username and an e-mail. If the file has neither, the import rules can make them.',
				'Set a column you do not want to Do not import. What is not imported is always listed above the table.',
				'Several columns can go to one field, such as street and house number or two notes: they are joined in the order of the file, and you see how.',
				'A column of whole names, such as Ing. Jan Novák, Ph.D., is taken apart into titles, first and last name. Whether the first or the last name comes first is seen from the whole column; you can swap it. A cell with several phone numbers is divided between Mobile and Phone. Nothing gets lost.',
				{ part: 'fields' },
			],
		},
		{
			id: 'usernames',
			title: 'Usernames',
			steps: ['columns'],
			blocks: [
				'A username has to be unique; a row that repeats one cannot be imported. The e-mail or first.last works well.',
				'If the file has no usernames, they are made from the e-mail or as first.last without diacritics. A repeated one gets a number.',
			],
		},
		{
			id: 'fictitious',
			title: 'Unknown and fictitious e-mails',
			steps: ['columns', 'check'],
			blocks: [
				'The e-mail is required even for a person whose address you do not know. Fill in fictitious addresses gives them one whose domain ends in .invalid, which can never belong to anybody.',
				'The file may hold fictitious addresses as well, such as xx@yy.cz; obvious ones are recognised. All of them are marked in the lists, and Lístek never sends anything to them.',
			],
		},
		{
			id: 'shared',
			title: 'One e-mail under several companies',
			steps: ['check'],
			blocks: [
				'A person who acts for several companies has a row for each: the same e-mail, another username every time, such as first.last1 under company A and first.last2 under company B.',
				'This needs people to sign in by username: under Administration, Security, the method is “Username + password”. When people sign in by e-mail, each e-mail may belong to one user only and a repeated one is refused.',
				'The Check step shows such people together and proposes usernames by company. You can change the proposals before you use them.',
			],
		},
		{
			id: 'updates',
			title: 'Changing existing records',
			steps: ['columns'],
			blocks: [
				'Normally an import only creates records and reports what Lístek already has as an error. The import rules can also change existing records, or do both.',
				'An existing record is known by the field you choose: for companies the name, registration number or external ID, for people the username, e-mail or external ID.',
				'For each column you then say what happens to the value a record already has:',
				{
					list: [
						'Replace: the new one takes its place; an empty cell leaves it as it is.',
						'Only fill in: used only where the record has no value.',
						'Replace and clear: an empty cell clears the value.',
					],
				},
				'The Check step shows the old and the new value of every record that changes.',
			],
		},
		{
			id: 'mending',
			title: 'Fixing in place',
			steps: ['check'],
			blocks: [
				'Errors are grouped by cause. Fix… lets you choose how to fix all of them at once; before you confirm, ten examples show the cells as they are and as they will be.',
				'Single cells are edited in the table of rows. The arrows move, Enter or F2 edits a cell, F8 goes to the next error, Ctrl+G to a line, and a question mark shows all keys. A form does the same: open a row by its number and go on with Save and next error.',
				'Everything you did is listed under What was fixed, and the last fix can be undone at any time. Your file is not changed.',
				'Would you rather use Excel? Download the bad rows, fix them and upload them again. They have the columns of your file and one more with the reason, which is ignored when it comes back.',
			],
		},
		{
			id: 'problems',
			title: 'What errors and warnings mean',
			steps: ['check'],
			blocks: [
				'A row with an error is not imported. By the import rules, either nothing is written while an error is left, or the good rows are written and the bad ones left out.',
				{ part: 'issues' },
			],
		},
		{
			id: 'undo',
			title: 'Undoing an import',
			steps: ['result'],
			blocks: [
				'The Result page and the list of imports have an Undo button. Before you confirm, you see how many records are deleted, how many get their old values back, and which stay.',
				'What somebody edited or began to use meanwhile stays: a person with a password, a company other people belong to. Of a changed record only the field that somebody changed again stays; the others go back.',
				'It can be taken back as long as it is kept: 90 days, unless Keeping imports under Administration says otherwise.',
				'New people have no password after an import, and Lístek sends them nothing. You invite them with the button on the page Result or at All users: they get a link and set a password. You can also set it on their page.',
			],
		},
	],
}

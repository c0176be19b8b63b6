import { Samples } from '../import/Samples.tsx'
import { FieldTable } from './FieldTable.tsx'
import { IssueTable } from './IssueTable.tsx'
import type { Block, HelpSection, HelpTexts } from './texts.ts'

interface HelpSectionsProps {
	texts: HelpTexts
	sections: HelpSection[]
}

export function HelpSections({ texts, sections }: HelpSectionsProps) {
	// Without names of their own: a dozen landmarks help nobody, and beside a step some of them are the step's too.
	return sections.map((section) => (
		<section key={section.id} className="help-section">
			{/* Where a link of the contents leads. */}
			<h2 id={section.id}>{section.title}</h2>
			{section.blocks.map((block) => (
				<HelpBlock key={JSON.stringify(block)} block={block} texts={texts} />
			))}
		</section>
	))
}

function HelpBlock({ block, texts }: { block: Block; texts: HelpTexts }) {
	if (typeof block === 'string') return <p>{block}</p>
	if ('list' in block) return <ul>{items(block.list)}</ul>
	if ('ordered' in block) return <ol>{items(block.ordered)}</ol>
	if (block.part === 'samples') return <Samples />
	if (block.part === 'fields') return <FieldTable texts={texts} />
	return <IssueTable texts={texts} />
}

function items(texts: string[]) {
	return texts.map((text) => <li key={text}>{text}</li>)
}

import type { QuickAddPart } from "#domain/quick-add/quick-add.ts";

type QuickAddChipsProps = { parts: QuickAddPart[]; onRemove: (part: QuickAddPart) => void };

/** The parts of a quick-add text that were parsed (date, tags…), each with a button to keep it as text. */
export function QuickAddChips({ parts, onRemove }: QuickAddChipsProps) {
	if (parts.length === 0) return null;
	return (
		<ul className="chips" aria-label="Understood">
			{parts.map((part) => (
				<li key={`${part.start}-${part.kind}`}>
					<button
						type="button"
						className="chip"
						aria-label={`${part.label}: keep “${part.text}” as text`}
						onClick={() => onRemove(part)}
					>
						{part.label}
					</button>
				</li>
			))}
		</ul>
	);
}

import type { QuickAddPart } from "#domain/quick-add/quick-add.ts";

type QuickAddChipsProps = { parts: QuickAddPart[]; onRemove: (part: QuickAddPart) => void };

/** What was understood of a quick-add text, each to be taken back to plain words. */
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

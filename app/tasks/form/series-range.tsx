import type { FormReply } from "#app/core/form.ts";
import type { SeriesRange } from "#domain/task/task.ts";

const CHOICES: [SeriesRange, string][] = [
	["this", "Only this one"],
	["following", "This and all that follow"],
];

/** The choice of which tasks of a series a change applies to. Optional: the default is by field, see the hint. */
export function SeriesRangeChoice({ reply }: { reply: FormReply | null }) {
	return (
		<fieldset aria-describedby="series-hint">
			<legend className="font-semibold">Changes are for</legend>
			<div className="flex flex-wrap gap-x-6">
				{CHOICES.map(([value, label]) => (
					<label key={value} className="inline-flex min-h-11 items-center gap-2">
						<input
							type="radio"
							name="series"
							value={value}
							defaultChecked={reply?.values.series === value}
							className="size-4 accent-accent"
						/>
						{label}
					</label>
				))}
			</div>
			<p id="series-hint" className="text-sm text-quiet">
				If you choose neither, a new date is for this one and the rest for all.
			</p>
		</fieldset>
	);
}

const UNDERSTOOD = ["Tomorrow 09:00", "every month", "#home", "High"];

/** An example of quick add: a line, and what is read from it. Not interactive. */
export function QuickAddSample() {
	return (
		<figure className="grid gap-2.5 rounded-xl border border-line bg-surface px-4 py-3.5">
			<p>Pay rent tomorrow 9am every month #home !high</p>
			<figcaption>
				<ul aria-label="Understood" className="flex flex-wrap gap-1.5">
					{UNDERSTOOD.map((part) => (
						<li
							key={part}
							className="rounded-full bg-accent-soft px-2.5 py-1 text-accent-strong text-sm"
						>
							{part}
						</li>
					))}
				</ul>
			</figcaption>
		</figure>
	);
}

import { PARTS } from "./sections.tsx";
import { type SettingsProps, SettingsSection } from "./settings-section.tsx";

/** All settings on one page, where the browser's own search finds them, too. */
export function SettingsPage(props: SettingsProps) {
	return (
		<div className="column">
			<div className="@container">
				<h1>Settings</h1>
				<nav aria-label="Parts of the settings" className="-ml-2 pt-2 pb-6">
					<ul className="flex flex-wrap">
						{PARTS.map(({ id, title }) => (
							<li key={id}>
								<a
									href={`#${id}`}
									className="flex min-h-11 items-center rounded-lg px-2 text-quiet hover:text-ink"
								>
									{title}
								</a>
							</li>
						))}
					</ul>
				</nav>
				{PARTS.map(({ Content, ...part }) => (
					<SettingsSection key={part.id} {...part}>
						<Content {...props} />
					</SettingsSection>
				))}
			</div>
		</div>
	);
}

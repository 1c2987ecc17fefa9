import { useState } from "react";
import type { Once } from "#app/core/once.ts";
import { type SettingsProps, SettingsSection } from "#app/settings-kit/settings-section.tsx";
import { PARTS } from "./sections.tsx";

/** All settings on one page, where the browser's own search finds them, too. */
export function SettingsPage(props: SettingsProps) {
	const once = useKept(props.once);
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
						<Content {...props} once={once} />
					</SettingsSection>
				))}
			</div>
		</div>
	);
}

/** The loader tells a secret once. It stays while the page does, though its data is loaded again. */
function useKept(told: Once | null): Once | null {
	const [last, setLast] = useState(told);
	if (told && told.secret !== last?.secret) setLast(told);
	return told ?? last;
}

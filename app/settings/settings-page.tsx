import { useState } from "react";
import type { OneTimeSecret } from "#app/core/one-time-secret.ts";
import { SettingsSection } from "#app/settings-kit/settings-section.tsx";
import { SECTIONS, type SettingsPageProps } from "./sections.tsx";

/** All settings on one page, where the browser's own search finds them, too. */
export function SettingsPage(props: SettingsPageProps) {
	const secret = useLastSecret(props.secret);
	return (
		<div className="column">
			<div className="@container">
				<h1>Settings</h1>
				<nav aria-label="Parts of the settings" className="-ml-2 pt-2 pb-6">
					<ul className="flex flex-wrap">
						{SECTIONS.map(({ id, title }) => (
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
				{SECTIONS.map(({ render, ...section }) => (
					<SettingsSection key={section.id} {...section}>
						{render({ ...props, secret })}
					</SettingsSection>
				))}
			</div>
		</div>
	);
}

/**
 * The loader gives a secret once, and null when the page's data is loaded again. This keeps the last
 * one for as long as the page is open.
 */
function useLastSecret(loaded: OneTimeSecret | null): OneTimeSecret | null {
	const [last, setLast] = useState(loaded);
	if (loaded && loaded.secret !== last?.secret) setLast(loaded);
	return loaded ?? last;
}

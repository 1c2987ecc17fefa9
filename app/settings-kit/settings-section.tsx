import { type ReactNode, useState } from "react";
import { useNavigation } from "react-router";
import type { FormReply } from "#app/core/form.ts";
import type { Once } from "#app/core/once.ts";
import type { SettingsData } from "#app/settings/settings-data.server.ts";
import { useErrorFocus } from "#app/ui/field.tsx";

/** What the server refused on the settings page, and of which form. */
export type SettingsAnswer = { intent: string; reply: FormReply } | null;

/** What the component of each part gets. */
export type SettingsProps = {
	settings: SettingsData;
	/** What was just made, and is shown this once. */
	once: Once | null;
	answer: SettingsAnswer;
};

type SettingsSectionProps = { id: string; title: string; hint?: string; children: ReactNode };

/** One part of the settings: what it is about at the left where there is room, its form beside it. */
export function SettingsSection({ id, title, hint, children }: SettingsSectionProps) {
	return (
		<section
			aria-labelledby={id}
			className="grid gap-x-8 gap-y-5 border-line border-t py-8 @2xl:grid-cols-[12rem_1fr]"
		>
			<div className="grid content-start gap-1">
				<h2 id={id} className="font-semibold text-lg">
					{title}
				</h2>
				{hint && <p className="text-quiet text-sm">{hint}</p>}
			</div>
			<div className="min-w-0 max-w-md">{children}</div>
		</section>
	);
}

/**
 * How the form of one intent stands: whether it is under way, and how it was refused. `turn` counts
 * up when it was accepted: as a key it empties fields.
 */
export function useIntent(intent: string, answer: SettingsAnswer) {
	const { formData } = useNavigation();
	const sent = formData?.get("intent") === intent ? formData : null;
	const reply = answer?.intent === intent ? answer.reply : null;
	const pending = sent !== null;
	const [turn, setTurn] = useState({ count: 0, wasPending: pending });
	if (turn.wasPending !== pending) {
		const accepted = turn.wasPending && !reply;
		setTurn({ count: turn.count + (accepted ? 1 : 0), wasPending: pending });
	}
	return { sent, pending, reply, turn: turn.count, formRef: useErrorFocus(reply) };
}

/**
 * Where a part's forms go. A browser without scripts comes back to the part: a redirect takes over
 * the fragment of what was sent (RFC 9110, section 10.2.2).
 */
export function settingsAction(id: string) {
	return `/settings#${id}`;
}

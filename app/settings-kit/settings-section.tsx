import { type ReactNode, useState } from "react";
import { useNavigation } from "react-router";
import type { FormReply } from "#app/core/form.ts";
import { useErrorFocus } from "#app/ui/field.tsx";

/** The reply of the server to a form of the settings page that it refused, with its intent. */
export type SettingsAnswer = { intent: string; reply: FormReply } | null;

type SettingsSectionProps = { id: string; title: string; hint?: string; children: ReactNode };

/** The frame of one section: its title at the left where there is room, its content beside it. */
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
 * The state of one intent's form: whether it is being sent (`pending`, and `sent` with its fields),
 * and the `reply` that refused it. `turn` counts up whenever the server accepted it: used as a React
 * key it empties the fields.
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
 * The `action` of the forms of the section with that id. A browser without scripts comes back to the
 * section: a redirect takes over the fragment of the request's address (RFC 9110, section 10.2.2).
 */
export function settingsAction(id: string) {
	return `/settings#${id}`;
}

import { Form } from "react-router";
import { settingsAction, useIntent } from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import type { SessionView } from "./session-view.ts";

export function SessionsSection({ sessions }: { sessions: SessionView[] }) {
	const { sent } = useIntent("revoke", null);
	const others = useIntent("revoke-others", null);
	return (
		<>
			<Form method="post" action={settingsAction("sessions")} preventScrollReset>
				<input type="hidden" name="intent" value="revoke" />
				<ul aria-labelledby="sessions" className="divide-y divide-line">
					{withNames(sessions).map((session) => (
						<SessionRow
							key={session.id}
							session={session}
							isEnding={others.pending || sent?.get("session") === session.id}
						/>
					))}
				</ul>
			</Form>
			{sessions.length > 1 && (
				<Form method="post" action={settingsAction("sessions")} preventScrollReset className="pt-4">
					<Button name="intent" value="revoke-others" pending={others.pending}>
						Revoke all other sessions
					</Button>
				</Form>
			)}
		</>
	);
}

type SessionRowProps = { session: SessionView & { name: string }; isEnding: boolean };

function SessionRow({
	session: { id, name, since, isCurrent, isProgram },
	isEnding,
}: SessionRowProps) {
	return (
		<li className="flex min-h-16 items-center gap-4 py-2.5 first:pt-0">
			<div className="min-w-0 grow">
				<p className="wrap-anywhere">{name}</p>
				<p className="text-quiet text-sm">
					{isProgram ? "A program, signed in" : "Signed in"}{" "}
					<time dateTime={since.datetime}>{since.label}</time>
				</p>
			</div>
			{isCurrent ? (
				<span className="shrink-0 font-semibold text-accent text-sm">This device</span>
			) : (
				<Button
					look="quiet"
					name="session"
					value={id}
					pending={isEnding}
					className="-mr-4 shrink-0"
				>
					Revoke <span className="sr-only">{name}</span>
				</Button>
			)}
		</li>
	);
}

/**
 * The one at hand first, and each with a name of its own: "Firefox on Linux", and another one
 * "Firefox on Linux (2)".
 */
function withNames(sessions: SessionView[]) {
	const counts = new Map<string, number>();
	const sorted = sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
	return sorted.map((session) => {
		// It has no button, so nothing has to be told apart from it.
		if (session.isCurrent) return { ...session, name: session.device };
		const count = (counts.get(session.device) ?? 0) + 1;
		counts.set(session.device, count);
		return { ...session, name: count === 1 ? session.device : `${session.device} (${count})` };
	});
}

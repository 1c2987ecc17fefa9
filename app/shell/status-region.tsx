import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { NOTIFICATIONS } from "#app/client/nav-items.ts";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { pauseDismiss, resumeDismiss, useToast } from "#app/client/toast.ts";
import type { Flash } from "#app/core/flash.ts";
import { OfflineNotice } from "./offline-notice.tsx";

/**
 * Says what an action did. It is on every page from the start, empty, since screen readers announce
 * what changes in a region that they already know.
 */
export function StatusRegion({ flash }: { flash: Flash | null }) {
	const [shown, dismiss] = useNewest(flash, useToast());
	return (
		<div
			role="status"
			className="status"
			onPointerEnter={pauseDismiss}
			onPointerLeave={resumeDismiss}
			onFocus={pauseDismiss}
			onBlur={resumeDismiss}
		>
			<OfflineNotice />
			{shown && (
				<div className={shown.tone === "refused" ? "toast refused" : "toast"}>
					<p dir="auto">{shown.message}</p>
					{shown.undo && <UndoForm change={shown.undo} />}
					{shown.reminder && <ReminderActions {...shown.reminder} onDone={dismiss} />}
					<button
						type="button"
						className="dismiss needs-script"
						onClick={() => {
							dismiss();
							focusMain();
						}}
					>
						<span className="sr-only">Dismiss</span>
					</button>
				</div>
			)}
		</div>
	);
}

function UndoForm({ change }: { change: string }) {
	const { pathname, search } = useLocation();
	const send = useSubmitForm();
	const undo = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		// This button goes with its message; the keyboard must not start over at the top.
		focusMain();
		void send(new FormData(event.currentTarget), "/undo");
	};
	return (
		<form method="post" action="/undo" onSubmit={undo}>
			<input type="hidden" name="change" value={change} />
			<input type="hidden" name="back" value={pathname + search} />
			<button type="submit" className="undo">
				Undo
			</button>
		</form>
	);
}

function ReminderActions({ href, snooze, onDone }: ReminderActionsProps) {
	const send = useSubmitForm();
	return (
		<>
			<Link to={href} className="undo" onClick={onDone}>
				Open
			</Link>
			{snooze && (
				<button
					type="button"
					className="undo"
					onClick={() => {
						focusMain();
						const form = new FormData();
						form.set("intent", `10-minutes/${snooze}`);
						void send(form, NOTIFICATIONS.href);
					}}
				>
					In 10 min<span className="sr-only">utes again</span>
				</button>
			)}
		</>
	);
}

type ReminderActionsProps = NonNullable<Flash["reminder"]> & { onDone: () => void };

function focusMain() {
	document.getElementById("main")?.focus({ preventScroll: true });
}

/**
 * Of the page's message and a script's the one that came last. The page's stays until one leaves
 * that page: loading its data anew, which comes without a message, does not take it back.
 */
function useNewest(flash: Flash | null, announced: Flash | null) {
	const { key } = useLocation();
	const [seen, setSeen] = useState({ flash, announced, key, newest: flash ?? announced });
	const show = (newest: Flash | null) => setSeen({ flash, announced, key, newest });
	if (announced !== seen.announced) show(announced);
	else if (flash !== seen.flash && flash !== null) show(flash);
	else if (key !== seen.key) show(announced);
	else if (flash !== seen.flash) show(seen.newest);
	return [seen.newest, () => show(null)] as const;
}

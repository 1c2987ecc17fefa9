import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { NOTIFICATIONS } from "#app/client/nav-items.ts";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { pauseDismiss, resumeDismiss, useToast } from "#app/client/toast.ts";
import type { Flash } from "#app/core/flash.ts";
import { OfflineNotice } from "./offline-notice.tsx";

/**
 * Shows the newest message about an action, or a reminder, as a toast. It is on every page from the
 * start, empty, since screen readers only announce changes of a region that is there already.
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
	const submitForm = useSubmitForm();
	const undo = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		// The button is removed with its message, and the focus would go to the top of the page.
		focusMain();
		void submitForm(new FormData(event.currentTarget), "/undo");
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
	const submitForm = useSubmitForm();
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
						void submitForm(form, NOTIFICATIONS.href);
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
 * The newer of the page's message (after a redirect) and the toast that a script shows. The page's
 * stays until another page is opened: its data, loaded again, comes without a message. Returns the
 * message and a function that removes it.
 */
function useNewest(flash: Flash | null, toast: Flash | null) {
	const { key } = useLocation();
	const [seen, setSeen] = useState({ flash, toast, key, newest: flash ?? toast });
	const show = (newest: Flash | null) => setSeen({ flash, toast, key, newest });
	if (toast !== seen.toast) show(toast);
	else if (flash !== seen.flash && flash !== null) show(flash);
	else if (key !== seen.key) show(toast);
	else if (flash !== seen.flash) show(seen.newest);
	return [seen.newest, () => show(null)] as const;
}

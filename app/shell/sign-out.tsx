import type { FormEvent } from "react";
import { Form } from "react-router";
import { askWorker, useOfflineQueue } from "#app/client/offline/queue.ts";
import { forgetSignedInUser } from "#app/client/signed-in-user.ts";
import { Button } from "#app/ui/button.tsx";

const DIALOG_ID = "sign-out";

/**
 * The button "Sign out". It loads a document, so that nothing of the account stays in the page. Changes
 * that were made offline go with everything else on this device, so the dialog asks before they are lost.
 */
export function SignOutForm({ email }: { email: string }) {
	return (
		<Form
			method="post"
			action="/signout"
			reloadDocument
			onSubmit={(event) => void signOutUnlessUnsent(event)}
		>
			<button type="submit" className="place" title={email}>
				<span className="icon icon-leave" />
				Sign out
			</button>
		</Form>
	);
}

async function signOutUnlessUnsent(event: FormEvent<HTMLFormElement>) {
	event.preventDefault();
	const form = event.currentTarget;
	// The page's own view of the queue may be older than another tab's change.
	const queue = await askWorker({ type: "state" });
	const dialog = document.getElementById(DIALOG_ID);
	const isUnsent = queue !== null && queue.changes.length + queue.problems.length > 0;
	if (isUnsent && dialog instanceof HTMLDialogElement) return dialog.showModal();
	forgetSignedInUser();
	form.submit();
}

/** Outside of the sidebar: in a narrow window that is a popover, which closes when a dialog opens. */
export function SignOutDialog() {
	const { changes, problems } = useOfflineQueue();
	const count = changes.length + problems.length;
	const isOne = count === 1;
	return (
		<dialog id={DIALOG_ID} aria-labelledby="sign-out-heading" className="help">
			<h2 id="sign-out-heading">Sign out and lose what was not sent?</h2>
			<p className="pt-2 pb-5">
				{isOne ? "1 change is" : `${count} changes are`} on this device alone. Signing out deletes{" "}
				{isOne ? "it" : "them"}. What waits is sent when there is a connection.
			</p>
			<div className="flex flex-wrap gap-3">
				<form method="dialog">
					<Button look="primary">Stay signed in</Button>
				</form>
				<Form method="post" action="/signout" reloadDocument onSubmit={forgetSignedInUser}>
					<Button look="danger">Sign out anyway</Button>
				</Form>
			</div>
		</dialog>
	);
}

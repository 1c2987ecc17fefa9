import type { ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { readableFields } from "#app/core/submitted-fields.ts";
import { buttonLook } from "#app/ui/button.tsx";
import { SubmittedFields } from "#app/ui/submitted-fields.tsx";
import { describeError, submittedFields } from "./describe-error.ts";
import { RequestId } from "./request-id.tsx";

type ErrorMessageProps = {
	error: unknown;
	/** Where to go on from here. */
	children: ReactNode;
};

/** What went wrong, what to do about it, and what had been typed. */
export function ErrorMessage({ error, children }: ErrorMessageProps) {
	const { heading, sentences, canRetry, isLogged } = describeError(error);
	const typed = readableFields(submittedFields(error));
	return (
		<div className="grid max-w-prose gap-6">
			<div className="grid gap-2">
				<h1 className="font-semibold text-xl">{heading}</h1>
				{sentences.map((sentence) => (
					<p key={sentence}>{sentence}</p>
				))}
			</div>
			{typed.length > 0 && (
				<section aria-labelledby="typed" className="grid gap-3">
					<h2 id="typed" className="font-semibold">
						What you had typed
					</h2>
					<SubmittedFields fields={typed} />
				</section>
			)}
			<div className="flex flex-wrap gap-3">
				{canRetry && <OpenAgain />}
				{children}
			</div>
			{isLogged && <RequestId />}
		</div>
	);
}

/** A link that a script follows: without a connection the browser would show a page of its own. */
function OpenAgain() {
	return (
		<Link to={useLocation()} replace className={buttonLook("primary")}>
			Open this page again
		</Link>
	);
}

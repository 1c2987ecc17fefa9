import { Form, Link, useNavigation } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { NarrowColumn, TEXT_LINK, VisitorFrame } from "#app/ui/visitor-frame.tsx";
import type { MailKind } from "#domain/notification/mail-content.ts";

const NAMES: Record<MailKind, string> = {
	reminders: "reminders by e-mail",
	digest: "the daily e-mail",
};

type UnsubscribePageProps = { kind: MailKind; isDone: boolean };

/** The page that the link at the end of a mail opens. Needs no sign-in. */
export function UnsubscribePage({ kind, isDone }: UnsubscribePageProps) {
	const { formData } = useNavigation();
	return (
		<VisitorFrame>
			<NarrowColumn>
				<h1 className="font-semibold text-xl">{isDone ? "You are unsubscribed" : "Unsubscribe"}</h1>
				{isDone ? (
					<p role="status">
						No more {NAMES[kind].replace(/^the /, "")} will come to you from Tend.
					</p>
				) : (
					<>
						<p>Do you want to stop {NAMES[kind]} from Tend? Nothing else changes.</p>
						<Form method="post">
							<Button look="primary" pending={formData !== undefined}>
								Unsubscribe
							</Button>
						</Form>
					</>
				)}
				<p className="text-quiet">
					What reaches you, and when, is in your{" "}
					<Link to="/settings#notifications" className={TEXT_LINK}>
						settings
					</Link>
					.
				</p>
			</NarrowColumn>
		</VisitorFrame>
	);
}

import { Form, Link, useNavigation } from "react-router";
import type { FormReply } from "#app/core/form.ts";
import { Button, buttonLook } from "#app/ui/button.tsx";
import { Field, FormErrors, useErrorFocus } from "#app/ui/field.tsx";

type DeleteAccountPageProps = { email: string; reply: FormReply | null };

export function DeleteAccountPage({ email, reply }: DeleteAccountPageProps) {
	const { formData } = useNavigation();
	const form = useErrorFocus(reply);
	return (
		<div className="column">
			<div className="grid max-w-prose gap-6">
				<h1>Delete your account</h1>
				<div className="grid gap-3">
					<p>
						This deletes <strong className="wrap-anywhere font-semibold">{email}</strong> and
						everything that belongs to it:
					</p>
					<ul className="grid list-disc gap-1 pl-5 marker:text-quiet">
						<li>all your tasks, open and completed, with their subtasks, tags and reminders</li>
						<li>the history of what was done to them</li>
						<li>your profile, settings, notifications and chats</li>
					</ul>
					<p>
						It happens in a week. Until then signing in, or a button on every page, keeps it;
						programs are shut out at once, and you are signed out everywhere else. After that nobody
						can bring it back. If you want to take your data along,{" "}
						<a href="/settings#data">download it</a> first.
					</p>
				</div>
				<Form method="post" noValidate ref={form} className="grid gap-6">
					<FormErrors reply={reply} />
					<input type="text" value={email} autoComplete="username" readOnly hidden />
					<div className="max-w-sm">
						<Field
							label="Password"
							name="password"
							type="password"
							autoComplete="current-password"
							required
							hint="To be sure that it is you."
							reply={reply}
						/>
					</div>
					<div className="flex flex-wrap gap-3">
						<Button look="danger" pending={formData !== undefined}>
							Delete my account
						</Button>
						<Link to="/settings" className={buttonLook("secondary")}>
							Keep my account
						</Link>
					</div>
				</Form>
			</div>
		</div>
	);
}

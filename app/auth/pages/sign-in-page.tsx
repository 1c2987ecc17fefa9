import { Form, Link, useNavigation } from "react-router";
import type { FormReply } from "#app/core/form.ts";
import { Button } from "#app/ui/button.tsx";
import { Field, FormErrors, useErrorFocus } from "#app/ui/field.tsx";
import { NarrowColumn, TEXT_LINK, VisitorFrame } from "#app/ui/visitor-frame.tsx";

type SignInPageProps = {
	/** They were sent here in the middle of something, which was kept for them. */
	isDraft: boolean;
	reply: FormReply | null;
};

export function SignInPage({ isDraft, reply }: SignInPageProps) {
	const { formData } = useNavigation();
	const form = useErrorFocus(reply);
	return (
		<VisitorFrame>
			<NarrowColumn>
				<h1 className="font-semibold text-xl">Sign in to Tend</h1>
				{isDraft && (
					<p className="rounded-lg bg-accent-soft px-3 py-2.5">
						You were signed out. Sign in, and what you had typed is still here.
					</p>
				)}
				{/* The server's words stand at the fields; the browser's own vanish when one looks away. */}
				<Form method="post" noValidate ref={form} className="grid gap-5">
					<FormErrors reply={reply} />
					<Field
						label="Email"
						name="email"
						type="email"
						autoComplete="username"
						required
						reply={reply}
					/>
					<Field
						label="Password"
						name="password"
						type="password"
						autoComplete="current-password"
						required
						reply={reply}
					/>
					<Button look="primary" pending={formData !== undefined} className="mt-1">
						Sign in
					</Button>
				</Form>
				<p className="text-quiet">
					New here?{" "}
					<Link to="/signup" className={TEXT_LINK}>
						Create an account
					</Link>
				</p>
			</NarrowColumn>
		</VisitorFrame>
	);
}

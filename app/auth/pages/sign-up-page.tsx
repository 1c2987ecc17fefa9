import { Form, Link, useNavigation } from "react-router";
import type { FormReply } from "#app/core/form.ts";
import { Button } from "#app/ui/button.tsx";
import { Field, FormErrors, useErrorFocus } from "#app/ui/field.tsx";
import { NarrowColumn, TEXT_LINK, VisitorFrame } from "#app/ui/visitor-frame.tsx";

export function SignUpPage({ reply }: { reply: FormReply | null }) {
	const { formData } = useNavigation();
	const form = useErrorFocus(reply);
	return (
		<VisitorFrame>
			<NarrowColumn>
				<h1 className="font-semibold text-xl">Create your account</h1>
				<Form method="post" noValidate ref={form} className="grid gap-5">
					<FormErrors reply={reply} />
					<Field label="Name" name="name" autoComplete="name" required reply={reply} />
					<Field
						label="Email"
						name="email"
						type="email"
						autoComplete="email"
						required
						reply={reply}
					/>
					<Field
						label="Password"
						name="password"
						type="password"
						autoComplete="new-password"
						// Password managers go by it when they make one up.
						minLength={8}
						required
						hint="At least 8 characters."
						reply={reply}
					/>
					<input type="hidden" name="timeZone" ref={fillInTimeZone} />
					<Button look="primary" pending={formData !== undefined} className="mt-1">
						Create account
					</Button>
				</Form>
				<p className="text-quiet">
					Have an account already?{" "}
					<Link to="/signin" className={TEXT_LINK}>
						Sign in
					</Link>
				</p>
			</NarrowColumn>
		</VisitorFrame>
	);
}

// Without scripts it stays empty, and the server goes by where the request came from.
function fillInTimeZone(input: HTMLInputElement | null) {
	if (input) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}

import { Form } from "react-router";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field, FormErrors } from "#app/ui/field.tsx";

type PasswordSectionProps = { email: string; answer: SettingsAnswer };

export function PasswordSection({ email, answer }: PasswordSectionProps) {
	const { pending, reply, turn, formRef } = useIntent("password", answer);
	return (
		<Form
			method="post"
			action={settingsAction("password")}
			noValidate
			preventScrollReset
			ref={formRef}
			className="grid gap-5"
		>
			<FormErrors reply={reply} />
			{/* Tells password managers whose password it is. */}
			<input type="text" value={email} autoComplete="username" readOnly hidden />
			<div key={turn} className="grid gap-5">
				<Field
					label="Current password"
					name="currentPassword"
					type="password"
					autoComplete="current-password"
					required
					reply={reply}
				/>
				<Field
					label="New password"
					name="newPassword"
					type="password"
					autoComplete="new-password"
					minLength={8}
					required
					hint="At least 8 characters."
					reply={reply}
				/>
			</div>
			<Button name="intent" value="password" pending={pending} className="justify-self-start">
				Change password
			</Button>
		</Form>
	);
}

import { Form } from "react-router";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { Checkbox, Field, FormErrors } from "#app/ui/field.tsx";

type PasswordSectionProps = {
	email: string;
	/** What goes on to work without the password, where there is any. */
	otherAccess: { tokens: boolean; webhooks: boolean; calendar: boolean };
	answer: SettingsAnswer;
};

export function PasswordSection({ email, otherAccess, answer }: PasswordSectionProps) {
	const { tokens, webhooks, calendar } = otherAccess;
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
				{(tokens || webhooks || calendar) && (
					<fieldset className="grid gap-1.5">
						<legend className="pb-1.5 font-semibold">Also end what works without it</legend>
						{tokens && (
							<Checkbox name="endTokens" isChecked={false}>
								Revoke all API tokens
							</Checkbox>
						)}
						{webhooks && (
							<Checkbox name="endWebhooks" isChecked={false}>
								Delete all webhooks
							</Checkbox>
						)}
						{calendar && (
							<Checkbox name="endCalendar" isChecked={false}>
								Turn off the calendar feed
							</Checkbox>
						)}
						<p className="text-quiet text-sm">
							If somebody else may know your password, check all.
						</p>
					</fieldset>
				)}
			</div>
			<Button name="intent" value="password" pending={pending} className="justify-self-start">
				Change password
			</Button>
		</Form>
	);
}

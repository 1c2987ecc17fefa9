import { Form } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { Field, FormErrors } from "#app/ui/field.tsx";
import { type SettingsAnswer, SettingsSection, useIntent } from "./settings-section.tsx";
import { TimeZoneField } from "./time-zone-field.tsx";

type ProfileSectionProps = {
	name: string;
	email: string;
	timeZone: string;
	timeZones: string[];
	answer: SettingsAnswer;
};

export function ProfileSection({ name, email, timeZone, timeZones, answer }: ProfileSectionProps) {
	const { pending, reply, formRef } = useIntent("profile", answer);
	return (
		<SettingsSection id="profile" title="Profile">
			<Form method="post" noValidate preventScrollReset ref={formRef} className="grid gap-5">
				<FormErrors reply={reply} />
				<Field
					label="Name"
					name="name"
					autoComplete="name"
					required
					defaultValue={name}
					reply={reply}
				/>
				<div className="grid gap-1.5">
					<p className="font-semibold">Email</p>
					<p className="wrap-anywhere text-quiet">{email}</p>
				</div>
				<TimeZoneField timeZone={timeZone} timeZones={timeZones} reply={reply} />
				<Button name="intent" value="profile" pending={pending} className="justify-self-start">
					Save profile
				</Button>
			</Form>
		</SettingsSection>
	);
}

import { Form } from "react-router";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field, FormErrors } from "#app/ui/field.tsx";
import type { ProfileView } from "./profile-view.ts";
import { TimeZoneField } from "./time-zone-field.tsx";

type ProfileSectionProps = { profile: ProfileView; answer: SettingsAnswer };

export function ProfileSection({ profile, answer }: ProfileSectionProps) {
	const { name, email, timeZone, timeZones } = profile;
	const { pending, reply, formRef } = useIntent("profile", answer);
	return (
		<Form
			method="post"
			action={settingsAction("profile")}
			noValidate
			preventScrollReset
			ref={formRef}
			className="grid gap-5"
		>
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
			<TimeZoneField key={timeZone} timeZone={timeZone} timeZones={timeZones} reply={reply} />
			<Button name="intent" value="profile" pending={pending} className="justify-self-start">
				Save profile
			</Button>
		</Form>
	);
}

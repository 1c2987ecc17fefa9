import { Form } from "react-router";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { FormErrors, SelectField } from "#app/ui/field.tsx";
import { WEEKDAY_NAMES } from "#domain/time/format-due-date.ts";
import { WEEK_STARTS } from "#domain/user/user.ts";
import type { ProfileView } from "./profile-view.ts";

type PreferencesSectionProps = {
	profile: Pick<ProfileView, "weekStart" | "hourCycle">;
	answer: SettingsAnswer;
};

export function PreferencesSection({ profile, answer }: PreferencesSectionProps) {
	const { weekStart, hourCycle } = profile;
	const { pending, reply, formRef } = useIntent("preferences", answer);
	return (
		<Form
			method="post"
			action={settingsAction("preferences")}
			preventScrollReset
			ref={formRef}
			className="grid gap-5"
		>
			<FormErrors reply={reply} />
			<SelectField label="Weeks begin on" name="weekStart" defaultValue={weekStart} reply={reply}>
				{WEEK_STARTS.map((weekday) => (
					<option key={weekday} value={weekday}>
						{WEEKDAY_NAMES[weekday - 1]}
					</option>
				))}
			</SelectField>
			<SelectField label="Time format" name="hourCycle" defaultValue={hourCycle} reply={reply}>
				<option value="h23">24 hours: 17:00</option>
				<option value="h12">12 hours: 5:00 pm</option>
			</SelectField>
			<Button name="intent" value="preferences" pending={pending} className="justify-self-start">
				Save preferences
			</Button>
		</Form>
	);
}

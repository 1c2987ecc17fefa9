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
	const { name, timeZone, timeZones } = profile;
	const { pending, reply, formRef } = useIntent("profile", answer);
	return (
		<div className="grid gap-8">
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
				<TimeZoneField key={timeZone} timeZone={timeZone} timeZones={timeZones} reply={reply} />
				<Button name="intent" value="profile" pending={pending} className="justify-self-start">
					Save profile
				</Button>
			</Form>
			<EmailAddress {...profile} answer={answer} />
		</div>
	);
}

type EmailAddressProps = Pick<ProfileView, "email" | "confirmation"> & { answer: SettingsAnswer };

/** The address, whether it is confirmed, and a button that mails a link for that. */
function EmailAddress({ email, confirmation, answer }: EmailAddressProps) {
	const { pending, reply } = useIntent("confirm-address", answer);
	return (
		<Form
			method="post"
			action={settingsAction("profile")}
			preventScrollReset
			className="grid gap-3"
		>
			<div className="grid gap-1.5">
				<h3 className="font-semibold">Email</h3>
				<p className="wrap-anywhere">{email}</p>
				<p className="text-quiet text-sm">{CONFIRMATION_WORDS[confirmation]}</p>
			</div>
			<FormErrors reply={reply} />
			{(confirmation === "sent" || confirmation === "unsent") && (
				<Button
					name="intent"
					value="confirm-address"
					pending={pending}
					className="justify-self-start"
				>
					{confirmation === "sent" ? "Send again" : "Send a link"}
				</Button>
			)}
		</Form>
	);
}

const CONFIRMATION_WORDS: Record<ProfileView["confirmation"], string> = {
	confirmed: "Confirmed.",
	sent: "Not confirmed yet. Follow the link in the mail that was sent to you; until then no other mail comes.",
	unsent:
		"Not confirmed yet. A link that is mailed to you confirms it; until then no other mail comes.",
	"no-mail": "Not confirmed, as e-mail isn't set up on this server. Nothing else needs it.",
};

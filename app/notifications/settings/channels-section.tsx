import { Form } from "react-router";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { Checkbox, Field, FormErrors } from "#app/ui/field.tsx";
import { TEXT_LINK } from "#app/ui/visitor-frame.tsx";
import type { ChannelView } from "./channel-view.ts";
import { DeviceList } from "./device-list.tsx";

type ChannelsSectionProps = { channels: ChannelView; answer: SettingsAnswer };

/** What reaches the user, and when; and the devices that it reaches. */
export function ChannelsSection({ channels, answer }: ChannelsSectionProps) {
	const { settings, email, hasMail, isEmailConfirmed, hasPush, devices } = channels;
	const { pending, reply, formRef } = useIntent("notifications", answer);
	return (
		<div className="grid gap-8">
			<Form
				method="post"
				action={settingsAction("notifications")}
				noValidate
				preventScrollReset
				ref={formRef}
				className="grid gap-5"
			>
				<FormErrors reply={reply} />
				<fieldset className="grid gap-1.5">
					<legend className="pb-1.5 font-semibold">Reminders come</legend>
					<Checkbox name="push" isChecked={settings.push}>
						By push, to your devices
					</Checkbox>
					{hasMail && (
						<Checkbox name="email" isChecked={settings.email}>
							<span className="wrap-anywhere min-w-0">By e-mail, to {email}</span>
						</Checkbox>
					)}
					{hasMail && !isEmailConfirmed && (
						<p className="text-quiet text-sm">
							E-mail comes once you have confirmed this address, under{" "}
							<a href="#profile" className={TEXT_LINK}>
								Profile
							</a>
							.
						</p>
					)}
				</fieldset>
				{hasMail ? (
					<Field
						label="Daily e-mail at"
						name="digestAt"
						type="time"
						defaultValue={settings.digestAt ?? ""}
						hint="What is overdue and what is due that day. Leave it empty for none."
						reply={reply}
					/>
				) : (
					<p className="text-quiet">E-mail isn't set up on this server.</p>
				)}
				<fieldset className="grid gap-5">
					<legend className="sr-only">Quiet hours</legend>
					<div className="grid grid-cols-2 gap-3">
						<Field
							label="Quiet from"
							name="quietFrom"
							type="time"
							defaultValue={settings.quietHours?.from ?? ""}
							reply={reply}
						/>
						<Field
							label="Quiet until"
							name="quietUntil"
							type="time"
							defaultValue={settings.quietHours?.until ?? ""}
							reply={reply}
						/>
					</div>
					<p className="-mt-3.5 text-quiet text-sm">
						Push and e-mail wait until then. Leave both empty for none.
					</p>
				</fieldset>
				<Button
					name="intent"
					value="notifications"
					pending={pending}
					className="justify-self-start"
				>
					Save notifications
				</Button>
			</Form>
			<DeviceList devices={devices} hasPush={hasPush} />
		</div>
	);
}

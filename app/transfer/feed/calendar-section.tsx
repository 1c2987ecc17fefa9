import { Form } from "react-router";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";

type CalendarSectionProps = {
	/** The URL of the feed; null while it is off. */
	address: string | null;
	answer: SettingsAnswer;
};

export function CalendarSection({ address, answer }: CalendarSectionProps) {
	const on = useIntent("calendar-on", answer);
	const renew = useIntent("calendar-renew", answer);
	const off = useIntent("calendar-off", answer);
	if (address === null) {
		return (
			<Form
				method="post"
				action={settingsAction("calendar")}
				preventScrollReset
				className="grid justify-items-start gap-4"
			>
				<p className="text-quiet">
					A private address that a calendar app can subscribe to. Tasks with a date appear there,
					and stay up to date.
				</p>
				<Button name="intent" value="calendar-on" pending={on.pending}>
					Turn on
				</Button>
			</Form>
		);
	}
	return (
		<Form
			method="post"
			action={settingsAction("calendar")}
			preventScrollReset
			className="grid gap-5"
		>
			<Field
				key={address}
				label="Address"
				name="address"
				id="calendar-address"
				type="url"
				readOnly
				defaultValue={address}
				onFocus={({ currentTarget }) => currentTarget.select()}
				hint="Subscribe to it in your calendar app. Whoever knows it can read your dated tasks, and change nothing."
			/>
			<div className="flex flex-wrap gap-3">
				<Button name="intent" value="calendar-renew" pending={renew.pending}>
					Renew address
				</Button>
				<Button name="intent" value="calendar-off" look="quiet" pending={off.pending}>
					Turn off
				</Button>
			</div>
		</Form>
	);
}

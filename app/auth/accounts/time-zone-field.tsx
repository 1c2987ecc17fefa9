import type { FormReply } from "#app/core/form.ts";
import { Field } from "#app/ui/field.tsx";

type TimeZoneFieldProps = { timeZone: string; timeZones: string[]; reply: FormReply | null };

/** Takes a name from the list, found by typing a part of it, or just a place: the server looks it up. */
export function TimeZoneField({ timeZone, timeZones, reply }: TimeZoneFieldProps) {
	return (
		<>
			<Field
				label="Time zone"
				name="timeZone"
				list="time-zones"
				autoComplete="off"
				spellCheck={false}
				required
				hint="Type a city. Due dates keep their day and hour when you move."
				defaultValue={timeZone}
				reply={reply}
			/>
			<datalist id="time-zones">
				{timeZones.map((zone) => (
					<option key={zone} value={zone} />
				))}
			</datalist>
		</>
	);
}

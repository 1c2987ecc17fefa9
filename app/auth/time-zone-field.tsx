import type { FormReply } from "#app/form.ts";
import { SelectField } from "#app/ui/field.tsx";

type TimeZoneFieldProps = { timeZone: string; timeZones: string[]; reply: FormReply | null };

export function TimeZoneField({ timeZone, timeZones, reply }: TimeZoneFieldProps) {
	// Engines list each zone under one of its names, and not always UTC: the one in use has to be
	// there, or saving the form would move its owner.
	const listed = new Set(timeZones);
	const others = ["UTC", timeZone].filter((zone) => !listed.delete(zone));
	return (
		<SelectField
			label="Time zone"
			name="timeZone"
			hint="Due dates keep their day and hour when you move."
			defaultValue={timeZone}
			reply={reply}
		>
			{[...new Set(others)].map((zone) => (
				<option key={zone} value={zone}>
					{zone}
				</option>
			))}
			{Object.entries(byRegion(timeZones)).map(([region, zones]) => (
				<optgroup key={region} label={region}>
					{zones.map((zone) => (
						<option key={zone} value={zone}>
							{placeOf(zone)}
						</option>
					))}
				</optgroup>
			))}
		</SelectField>
	);
}

function byRegion(timeZones: string[]) {
	const regions: Record<string, string[]> = {};
	for (const zone of timeZones) {
		const region = zone.split("/")[0] ?? zone;
		regions[region] = [...(regions[region] ?? []), zone];
	}
	return regions;
}

/** "America/Argentina/Buenos_Aires" as "Argentina, Buenos Aires". */
function placeOf(zone: string) {
	const [region = zone, ...place] = zone.replaceAll("_", " ").split("/");
	return place.join(", ") || region;
}

import { useState } from "react";
import { Form } from "react-router";
import { PushToggle } from "#app/notifications/push/push-toggle.tsx";
import { settingsAction, useIntent } from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import type { DeviceView } from "./channel-view.ts";

/** The devices that push messages come to, and whether the one at hand is among them. */
export function DeviceList({ devices, hasPush }: { devices: DeviceView[]; hasPush: boolean }) {
	const { sent } = useIntent("remove-device", null);
	const [current, setCurrent] = useState<string | null>(null);
	if (!hasPush) return <p className="text-quiet">Push isn't set up on this server.</p>;
	return (
		<div className="grid gap-3">
			<h3 id="devices" className="font-semibold">
				Devices
			</h3>
			{devices.length > 0 && (
				<Form method="post" action={settingsAction("notifications")} preventScrollReset>
					<input type="hidden" name="intent" value="remove-device" />
					<ul aria-labelledby="devices" className="divide-y divide-line">
						{devices.map(({ id, name, fingerprint, since }) => (
							<li key={id} className="flex min-h-16 items-center gap-4 py-2.5 first:pt-0">
								<div className="min-w-0 grow">
									<p className="wrap-anywhere">{name}</p>
									<p className="text-quiet text-sm">
										Since <time dateTime={since.datetime}>{since.label}</time>
										{fingerprint === current && ", this device"}
									</p>
								</div>
								<Button
									look="quiet"
									name="device"
									value={id}
									pending={sent?.get("device") === id}
									className="-mr-4 shrink-0"
								>
									Remove <span className="sr-only">{name}</span>
								</Button>
							</li>
						))}
					</ul>
				</Form>
			)}
			<PushToggle fingerprints={devices.map((device) => device.fingerprint)} onRead={setCurrent} />
		</div>
	);
}

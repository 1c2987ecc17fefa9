import { useCallback, useEffect, useState } from "react";
import { useRevalidator } from "react-router";
import { Button } from "#app/ui/button.tsx";
import type { PushState } from "./push-client.ts";

type ThisDeviceProps = {
	/** Of the devices that the server knows. */
	fingerprints: string[];
	/** Told which of them this one is. */
	onLook: (fingerprint: string | null) => void;
};

/** Turns push messages to this browser on and off, which takes a script. */
export function ThisDevice({ fingerprints, onLook }: ThisDeviceProps) {
	const { revalidate } = useRevalidator();
	const [state, setState] = useState<PushState | null>(null);
	const [isBusy, setBusy] = useState(false);
	const [problem, setProblem] = useState("");
	const known = fingerprints.join();

	const look = useCallback(async () => {
		const { lookAtThisDevice } = await import("./push-client.ts");
		const device = await lookAtThisDevice();
		onLook(device.fingerprint);
		// Subscribed, but not with us any more: removed from another device.
		const isKnown = device.fingerprint !== null && known.includes(device.fingerprint);
		setState(device.state === "on" && !isKnown ? "off" : device.state);
	}, [known, onLook]);

	useEffect(() => {
		look().catch(() => setState("unsupported"));
	}, [look]);

	const turn = async () => {
		setBusy(true);
		setProblem("");
		try {
			const { turnOn, turnOff } = await import("./push-client.ts");
			await (state === "on" ? turnOff() : turnOn());
			await revalidate();
		} catch (error) {
			setProblem(error instanceof Error ? error.message : String(error));
		}
		await look().catch(() => {});
		setBusy(false);
	};

	if (state === "unsupported") {
		return (
			<p className="text-quiet">
				This browser knows no push messages. On an iPhone or iPad, add Tend to the home screen
				first.
			</p>
		);
	}
	if (state === "denied") {
		return (
			<p className="text-quiet">
				Notifications from Tend are blocked in this browser. Allow them in its settings for this
				site, then come back.
			</p>
		);
	}
	return (
		<div className="grid justify-items-start gap-2">
			<Button type="button" pending={isBusy} onClick={() => void turn()} className="needs-script">
				{state === "on"
					? "Turn off notifications on this device"
					: "Turn on notifications on this device"}
			</Button>
			<p role="alert" className="text-danger text-sm empty:hidden">
				{problem}
			</p>
			<noscript>
				<p className="text-quiet">
					To let notifications come to this device, switch on JavaScript.
				</p>
			</noscript>
		</div>
	);
}

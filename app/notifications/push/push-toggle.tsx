import { useCallback, useEffect, useState } from "react";
import { useRevalidator } from "react-router";
import { Button } from "#app/ui/button.tsx";
import type { PushState } from "./push-client.ts";

type PushToggleProps = {
	/** Of the devices that the server knows. */
	fingerprints: string[];
	/** Gets the fingerprint of this browser, null when it is not subscribed. */
	onRead: (fingerprint: string | null) => void;
};

/** Turns push messages to this browser on and off. Needs a script. */
export function PushToggle({ fingerprints, onRead }: PushToggleProps) {
	const { revalidate } = useRevalidator();
	const [state, setState] = useState<PushState | null>(null);
	const [isBusy, setBusy] = useState(false);
	const [problem, setProblem] = useState("");
	const known = fingerprints.join();

	const readState = useCallback(async () => {
		const { readBrowserPush } = await import("./push-client.ts");
		const browser = await readBrowserPush();
		onRead(browser.fingerprint);
		// Subscribed, but unknown to the server: it was removed from the list on another device.
		const isKnown = browser.fingerprint !== null && known.includes(browser.fingerprint);
		setState(browser.state === "on" && !isKnown ? "off" : browser.state);
	}, [known, onRead]);

	useEffect(() => {
		readState().catch(() => setState("unsupported"));
	}, [readState]);

	const toggle = async () => {
		setBusy(true);
		setProblem("");
		try {
			const { subscribeToPush, unsubscribeFromPush } = await import("./push-client.ts");
			await (state === "on" ? unsubscribeFromPush() : subscribeToPush());
			await revalidate();
		} catch (error) {
			setProblem(error instanceof Error ? error.message : String(error));
		}
		await readState().catch(() => {});
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
			<Button type="button" pending={isBusy} onClick={() => void toggle()} className="needs-script">
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

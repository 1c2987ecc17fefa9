import type { WebhookView } from "./webhook-view.ts";

const WORDS = { failing: "Nothing has got through since", off: "Switched off" } as const;

/** How a webhook is doing. */
export function WebhookState({ state, since }: Pick<WebhookView, "state" | "since">) {
	if (state === "unverified") {
		return (
			<p className="text-quiet text-sm">
				Unverified: it is told of nothing before it has answered the challenge
			</p>
		);
	}
	if (state === "on" || !since) return <p className="text-quiet text-sm">On</p>;
	return (
		<p className={`text-sm ${state === "off" ? "text-danger" : "text-quiet"}`}>
			{WORDS[state]} <time dateTime={since.datetime}>{since.label}</time>
		</p>
	);
}

import { Form, Link, useNavigation } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { TEXT_LINK } from "#app/ui/visitor-frame.tsx";
import { WebhookState } from "./webhook-state.tsx";
import type { DeliveryView, WebhookView } from "./webhook-view.ts";

type WebhookPageProps = { webhook: WebhookView; deliveries: DeliveryView[] };

/** One webhook: how it is doing, and what was sent to it lately. */
export function WebhookPage({ webhook, deliveries }: WebhookPageProps) {
	return (
		<div className="column">
			<div className="grid gap-6">
				<div className="grid gap-1">
					<Link to="/settings#webhooks" className={`${TEXT_LINK} justify-self-start text-sm`}>
						All webhooks
					</Link>
					<h1 className="wrap-anywhere">{webhook.url}</h1>
					<WebhookState {...webhook} />
					<p className="text-quiet text-sm">Is told of {webhook.types.join(", ")}</p>
				</div>
				<Buttons {...webhook} />
				<section aria-labelledby="deliveries" className="grid gap-2">
					<h2 id="deliveries" className="font-semibold text-lg">
						Deliveries
					</h2>
					{deliveries.length === 0 ? (
						<p className="text-quiet">Nothing was sent yet. Send a test to see whether it works.</p>
					) : (
						<ul aria-labelledby="deliveries" className="divide-y divide-line">
							{deliveries.map((delivery) => (
								<DeliveryRow key={delivery.id} {...delivery} />
							))}
						</ul>
					)}
				</section>
			</div>
		</div>
	);
}

const BUTTONS = {
	on: ["test", "Send a test"],
	failing: ["test", "Send a test"],
	unverified: ["test", "Check again"],
	off: ["enable", "Switch on again"],
} as const;

function Buttons({ state }: WebhookView) {
	const { formData } = useNavigation();
	const sent = formData?.get("intent");
	const [intent, label] = BUTTONS[state];
	return (
		<Form method="post" className="flex flex-wrap gap-3">
			<Button name="intent" value={intent} pending={sent === intent}>
				{label}
			</Button>
			<Button look="danger" name="intent" value="delete" pending={sent === "delete"}>
				Delete webhook
			</Button>
		</Form>
	);
}

function DeliveryRow({ type, state, isFailed, outcome, at, next }: DeliveryView) {
	return (
		<li className="grid gap-x-4 py-2.5 sm:grid-cols-[1fr_auto]">
			<p>
				{type}
				<span className={`block text-sm ${isFailed ? "text-danger" : "text-quiet"}`}>
					{[`${state}.`, outcome].filter(Boolean).join(" ")}
					{next && (
						<>
							{" "}
							Next attempt <time dateTime={next.datetime}>{next.label}</time>
						</>
					)}
				</span>
			</p>
			<time dateTime={at.datetime} className="text-quiet text-sm">
				{at.label}
			</time>
		</li>
	);
}

import { Form, Link } from "react-router";
import type { OneTimeSecret } from "#app/core/one-time-secret.ts";
import { RevealedSecret } from "#app/settings-kit/revealed-secret.tsx";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { CheckboxGroup, Field, FormErrors } from "#app/ui/field.tsx";
import { TEXT_LINK } from "#app/ui/visitor-frame.tsx";
import { TASK_EVENT_TYPES } from "#domain/event/event-types.ts";
import { WEBHOOKS_MAX } from "#domain/limits.ts";
import { WebhookState } from "./webhook-state.tsx";
import type { WebhookView } from "./webhook-view.ts";

const TYPES = TASK_EVENT_TYPES.map((value) => ({
	value,
	label: value.charAt(0).toUpperCase() + value.slice(1).replaceAll("-", " "),
}));

type WebhooksSectionProps = {
	webhooks: WebhookView[];
	secret: OneTimeSecret | null;
	answer: SettingsAnswer;
};

/** Lists the webhooks, and has a form for another. */
export function WebhooksSection({ webhooks, secret, answer }: WebhooksSectionProps) {
	const { pending, reply, turn, formRef } = useIntent("new-webhook", answer);
	return (
		<div className="grid gap-6">
			{secret?.kind === "webhook" && (
				<RevealedSecret label={`Signing secret for ${secret.name}`} secret={secret.secret} />
			)}
			{webhooks.length > 0 && <WebhookList webhooks={webhooks} />}
			{webhooks.length < WEBHOOKS_MAX && (
				<Form
					method="post"
					action={settingsAction("webhooks")}
					noValidate
					preventScrollReset
					ref={formRef}
				>
					<FormErrors reply={reply} />
					<div key={turn} className="grid gap-5">
						<Field
							label="URL to call"
							name="url"
							type="url"
							inputMode="url"
							autoComplete="off"
							required
							hint="Gets a signed POST for each event. The first one is a challenge, which it has to answer with its value."
							reply={reply}
						/>
						<CheckboxGroup
							label="Events"
							name="types"
							options={TYPES}
							defaultValues={[...TASK_EVENT_TYPES]}
							reply={reply}
						/>
						<Button
							name="intent"
							value="new-webhook"
							pending={pending}
							className="justify-self-start"
						>
							Add webhook
						</Button>
					</div>
				</Form>
			)}
		</div>
	);
}

/** A form of its own beside that of the list, whose buttons delete. */
const CHECK_FORM = "check-webhooks";

function WebhookList({ webhooks }: { webhooks: WebhookView[] }) {
	const { sent } = useIntent("delete-webhook", null);
	const { sent: checked } = useIntent("check-webhook", null);
	return (
		<>
			<Form id={CHECK_FORM} method="post" action={settingsAction("webhooks")} preventScrollReset>
				<input type="hidden" name="intent" value="check-webhook" />
			</Form>
			<Form method="post" action={settingsAction("webhooks")} preventScrollReset>
				<input type="hidden" name="intent" value="delete-webhook" />
				<ul aria-labelledby="webhooks" className="divide-y divide-line">
					{webhooks.map((webhook) => (
						<li key={webhook.id} className="flex min-h-16 items-center gap-4 py-2.5 first:pt-0">
							<div className="min-w-0 grow">
								<Link
									to={`/settings/webhooks/${webhook.id}`}
									className={`${TEXT_LINK} wrap-anywhere`}
								>
									{webhook.url}
								</Link>
								<WebhookState {...webhook} />
							</div>
							{webhook.state === "unverified" && (
								<Button
									form={CHECK_FORM}
									name="webhook"
									value={webhook.id}
									pending={checked?.get("webhook") === webhook.id}
									className="shrink-0"
								>
									Check again <span className="sr-only">webhook {webhook.host}</span>
								</Button>
							)}
							<Button
								look="quiet"
								name="webhook"
								value={webhook.id}
								pending={sent?.get("webhook") === webhook.id}
								className="-mr-4 shrink-0"
							>
								Delete <span className="sr-only">webhook {webhook.host}</span>
							</Button>
						</li>
					))}
				</ul>
			</Form>
		</>
	);
}

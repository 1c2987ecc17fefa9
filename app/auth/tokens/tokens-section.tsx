import { Form } from "react-router";
import type { OneTimeSecret } from "#app/core/one-time-secret.ts";
import { RevealedSecret } from "#app/settings-kit/revealed-secret.tsx";
import {
	type SettingsAnswer,
	settingsAction,
	useIntent,
} from "#app/settings-kit/settings-section.tsx";
import { Button } from "#app/ui/button.tsx";
import { CheckboxGroup, Field, FormErrors, SelectField } from "#app/ui/field.tsx";
import { TOKEN_LIFETIMES, type TokenView } from "./token-view.ts";

const SCOPES = [
	{ value: "tasks:read", label: "Read tasks" },
	{ value: "tasks:write", label: "Change tasks" },
	{ value: "chat", label: "Chat with the assistant" },
];

type TokensSectionProps = {
	tokens: TokenView[];
	secret: OneTimeSecret | null;
	answer: SettingsAnswer;
};

/** Lists the personal tokens, and has a form for another. */
export function TokensSection({ tokens, secret, answer }: TokensSectionProps) {
	const { pending, reply, turn, formRef } = useIntent("new-token", answer);
	return (
		<div className="grid gap-6">
			{secret?.kind === "token" && (
				<RevealedSecret label={`Token “${secret.name}”`} secret={secret.secret} />
			)}
			{tokens.length > 0 && <TokenList tokens={tokens} />}
			<Form
				method="post"
				action={settingsAction("tokens")}
				noValidate
				preventScrollReset
				ref={formRef}
			>
				<FormErrors reply={reply} />
				<div key={turn} className="grid gap-5">
					<Field
						label="Token name"
						name="purpose"
						autoComplete="off"
						required
						hint="What it is for, like “Backup script”."
						reply={reply}
					/>
					<CheckboxGroup
						label="It may"
						name="scopes"
						options={SCOPES}
						hint="In a chat, too, a token reads and changes tasks only if that is checked. Chats themselves, with what was said about tasks in them, can be read by any that may chat."
						defaultValues={["tasks:read"]}
						reply={reply}
					/>
					<SelectField label="It ends" name="days" defaultValue="90" reply={reply}>
						{TOKEN_LIFETIMES.map(({ days, label }) => (
							<option key={days} value={days}>
								{label}
							</option>
						))}
					</SelectField>
					<Button name="intent" value="new-token" pending={pending} className="justify-self-start">
						Create token
					</Button>
				</div>
			</Form>
		</div>
	);
}

function TokenList({ tokens }: { tokens: TokenView[] }) {
	const { sent } = useIntent("revoke-token", null);
	return (
		<Form method="post" action={settingsAction("tokens")} preventScrollReset>
			<input type="hidden" name="intent" value="revoke-token" />
			<ul aria-labelledby="tokens" className="divide-y divide-line">
				{tokens.map(({ id, name, scopes, expires, lastUsed }) => (
					<li key={id} className="flex min-h-16 items-center gap-4 py-2.5 first:pt-0">
						<div className="min-w-0 grow">
							<p className="wrap-anywhere" dir="auto">
								{name}
							</p>
							<p className="text-quiet text-sm">{scopes}</p>
							<p className="text-quiet text-sm">
								{lastUsed ? (
									<>
										Used <time dateTime={lastUsed.datetime}>{lastUsed.label}</time>
									</>
								) : (
									"Never used"
								)}
								{expires && (
									<>
										, {expires.isPast ? "ended" : "ends"}{" "}
										<time dateTime={expires.datetime}>{expires.label}</time>
									</>
								)}
							</p>
						</div>
						<Button
							look="quiet"
							name="token"
							value={id}
							pending={sent?.get("token") === id}
							className="-mr-4 shrink-0"
						>
							Revoke <span className="sr-only">token {name}</span>
						</Button>
					</li>
				))}
			</ul>
		</Form>
	);
}

import { z } from "zod";
import { runAndFlash, unknownIntent } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { SNOOZE_OPTIONS } from "#domain/notification/snooze.ts";
import { markAllRead, markRead, snooze } from "./notification-commands.server.ts";

const intentSchema = z.union([
	z.tuple([z.literal("read-all")]),
	z.tuple([z.literal("read"), z.uuid()]),
	z.tuple([z.enum(SNOOZE_OPTIONS), z.uuid()]),
]);

/**
 * Handles a button of the notifications page. Its value is the intent: `read/{id}`, `read-all`, or how
 * long to snooze a notification, like `1-hour/{id}`. Ends with a redirect to `back`, or with the
 * message alone where a script sent the form. Throws a 400 for an unknown intent.
 */
export async function handleNotificationIntent(scope: Scope, form: FormData, back: string) {
	const parsed = intentSchema.safeParse(String(form.get("intent") ?? "").split("/"));
	if (!parsed.success) throw unknownIntent();
	return runAndFlash(form, back, async () => ({ message: await act(scope, parsed.data) }));
}

async function act(scope: Scope, [verb, id]: z.output<typeof intentSchema>): Promise<string> {
	if (verb === "read-all") {
		await markAllRead(scope);
		return "All notifications are marked as read";
	}
	if (verb === "read") {
		const { title } = await markRead(scope, id);
		return `Marked “${title}” as read`;
	}
	const { title } = await snooze(scope, id, verb);
	return `${SNOOZED_WORDS[verb]}: “${title}”`;
}

const SNOOZED_WORDS = {
	"10-minutes": "Again in 10 minutes",
	"1-hour": "Again in an hour",
	tomorrow: "Again tomorrow at 09:00",
} as const;

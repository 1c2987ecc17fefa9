import { expect, test } from "vitest";
import { newScope } from "#tests/factories.ts";
import { changeProfile } from "./account-commands.server.ts";

test("changes of the profile are announced: other tabs show them, and reminders move along", async () => {
	const told: [string, string[]][] = [];
	const scope = await newScope({ publishEvents: (...all) => told.push(all) });
	await changeProfile(scope, { name: "Anna", theme: "dark", weekStart: 7, hourCycle: "h12" });
	await changeProfile(scope, { timeZone: "Asia/Tokyo" });
	expect(told).toEqual([
		[scope.userId, []],
		[scope.userId, []],
	]);
});

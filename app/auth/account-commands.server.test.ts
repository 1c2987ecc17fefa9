import { expect, test } from "vitest";
import { newScope } from "#tests/factories.ts";
import { changeProfile } from "./account-commands.server.ts";

test("moving to another zone is announced, other changes of the profile are not", async () => {
	const told: [string, string[]][] = [];
	const scope = await newScope({ announce: (...all) => told.push(all) });
	await changeProfile(scope, { name: "Anna", theme: "dark", weekStart: 7, hourCycle: "h12" });
	expect(told).toEqual([]);
	await changeProfile(scope, { timeZone: "Asia/Tokyo" });
	expect(told).toEqual([[scope.userId, []]]);
});

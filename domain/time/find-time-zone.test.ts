import { expect, test } from "vitest";
import { findTimeZones } from "./find-time-zone.ts";

const LISTED = [
	"America/Argentina/Buenos_Aires",
	"America/Indiana/Knox",
	"America/New_York",
	"Asia/Calcutta",
	"Asia/Tokyo",
	"Europe/Berlin",
];

test.each([
	["Asia/Tokyo", ["Asia/Tokyo"]],
	["asia/tokyo", ["Asia/Tokyo"]],
	["tokyo", ["Asia/Tokyo"]],
	[" New  York ", ["America/New_York"]],
	["buenos aires", ["America/Argentina/Buenos_Aires"]],
	["kolkata", ["Asia/Kolkata"]],
	["utc", ["UTC"]],
	["Mars/Olympus", []],
	["+02:00", []],
	["", []],
])("%j means %j", (text, zones) => {
	expect(findTimeZones(text, LISTED)).toEqual(zones);
});

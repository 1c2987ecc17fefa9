import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

type Rule = { alert: string; expr: string; for: string; annotations: Record<string, string> };

const file = "docs/operations/alerts.yml";

test("the alert rules are rules, each says what to do", () => {
	const { groups } = parse(readFileSync(file, "utf8")) as { groups: { rules: Rule[] }[] };
	const rules = groups.flatMap((group) => group.rules);
	expect(rules.map(({ alert }) => alert)).toEqual([
		"TendErrors",
		"TendSlow",
		"TendSignInFailures",
		"TendD1Errors",
		"TendRemindersLate",
		"TendQueueBacklog",
		"TendDeadLetters",
		"TendMissing",
	]);
	for (const { alert, expr, for: duration, annotations } of rules) {
		expect(expr, alert).toContain("tend_");
		expect(duration, alert).toMatch(/^\d+m$/);
		expect(Object.keys(annotations), alert).toEqual(["summary", "action"]);
		const [open, close] = [/\(/g, /\)/g].map((sign) => expr.match(sign)?.length);
		expect(open, alert).toBe(close);
	}
});

test("promtool, where there is one, finds nothing wrong with them", () => {
	const checked = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" });
	if (checked.error) return;
	expect(checked.stderr + checked.stdout).toContain("SUCCESS: 8 rules found");
});

test("the dashboard has a query in each panel", () => {
	const { panels } = JSON.parse(readFileSync("docs/operations/dashboard.json", "utf8")) as {
		panels: { title: string; targets: { expr: string }[] }[];
	};
	for (const { title, targets } of panels) {
		expect(targets.length, title).toBeGreaterThan(0);
		for (const { expr } of targets) expect(expr, title).toMatch(/tend_/);
	}
});

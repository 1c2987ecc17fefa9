import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What depends on colours. All else is the same in both themes, and found in the first. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * Fails with what axe finds on the page, in the light theme and in the dark one. axe is a script: it
 * hangs where JavaScript is off.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		// Its other mode opens a page for each run, to look into frames, of which there are none.
		const axe = new AxeBuilder({ page }).setLegacyMode();
		if (colorScheme === "dark") axe.withRules(OF_COLOURS);
		const { violations } = await axe.analyze();
		const found = violations.flatMap(({ id, help, nodes }) =>
			nodes.map((node) => `${id} (${help}): ${node.html}\n${node.failureSummary}`),
		);
		expect(found, `axe violations, ${colorScheme}`).toEqual([]);
	}
	await page.emulateMedia({ colorScheme: null });
}

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Fails with what axe finds on the page, in the light theme and in the dark one. axe is a script: it
 * hangs where JavaScript is off.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		// Without motion: a colour half-way through its transition has another contrast.
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		const { violations } = await new AxeBuilder({ page }).analyze();
		const found = violations.flatMap(({ id, help, nodes }) =>
			nodes.map((node) => `${id} (${help}): ${node.html}\n${node.failureSummary}`),
		);
		expect(found, `axe violations, ${colorScheme}`).toEqual([]);
	}
	await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

/** Fails with what axe finds on the page, in the light theme and in the dark one. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
	if (test.info().project.use.javaScriptEnabled !== false) return check(page);
	const twin = await twinWithScripts(page);
	await check(twin);
	await twin.context().close();
}

async function check(page: Page): Promise<void> {
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

/**
 * axe is a script, and hangs where JavaScript is off. So it looks at the same markup and
 * styles, less the scripts, on a page where it may run.
 */
async function twinWithScripts(page: Page): Promise<Page> {
	const html = (await page.content())
		.replaceAll(/<script\b.*?<\/script>/gs, "")
		.replaceAll(/<\/?noscript>/g, "");
	const browser = page.context().browser();
	if (!browser) throw new Error("The page has no browser to open another context in");
	const context = await browser.newContext({
		javaScriptEnabled: true,
		viewport: page.viewportSize(),
		storageState: await page.context().storageState(),
	});
	const twin = await context.newPage();
	await twin.route(page.url(), (route) => route.fulfill({ contentType: "text/html", body: html }));
	await twin.goto(page.url());
	return twin;
}

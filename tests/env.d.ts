/// <reference types="@cloudflare/vitest-plugin/types" />

declare module "cloudflare:test-internal" {
	/** Not in the plugin's own types: waits for every waitUntil of the worker under test. */
	export function waitForGlobalWaitUntil(): Promise<void>;
}

/// <reference types="@cloudflare/vitest-plugin/types" />

declare module "cloudflare:test-internal" {
	/** Not in the plugin's own types: waits for every waitUntil of the worker under test. */
	export function waitForGlobalWaitUntil(): Promise<void>;
}

declare module "http_ece" {
	import type { ECDH } from "node:crypto";

	const ece: {
		decrypt(
			body: Buffer,
			how: { version: "aes128gcm"; privateKey: ECDH; authSecret: string },
		): Buffer;
	};
	export default ece;
}

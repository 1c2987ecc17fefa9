import { openMiniflare } from "./workerd-config.ts";

/*
 * Miniflare and wrangler, which brings it along, as they may be used: nothing else in scripts/ imports
 * them (.dependency-cruiser.mjs).
 */

/** Where Miniflare's own listeners are, in a folder that is this user's alone. */
export const socketFolder = openMiniflare();

// Not by a plain import, which would come before the line above.
export const { convertV4MiniflareOptions, Miniflare } = await import("miniflare");

/** Wrangler, for what is rarely needed (wrangler-config.ts): it is large. */
export const wrangler = () => import("wrangler");

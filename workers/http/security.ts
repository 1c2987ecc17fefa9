import type { MiddlewareHandler } from "hono";
import { AppError } from "#app/core/errors.ts";
import { changeHeaders } from "./answer-headers.ts";
import type { HonoEnv } from "./hono-env.ts";

/** Headers that every answer carries (OWASP HTTP Headers Cheat Sheet). Pages add their CSP nonce. */
export const securityHeaders: MiddlewareHandler<HonoEnv> = async (c, next) => {
	await next();
	const isSecure = isHttps(c.req.raw, c.get("settings").APP_URL);
	changeHeaders(c, (headers) => {
		headers.set("x-content-type-options", "nosniff");
		headers.set("referrer-policy", "strict-origin-when-cross-origin");
		headers.set("cross-origin-opener-policy", "same-origin");
		headers.set("cross-origin-resource-policy", "same-origin");
		headers.set(
			"permissions-policy",
			"accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
		);
		if (!headers.has("content-security-policy")) {
			headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
		}
		if (isSecure) {
			headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
		}
	});
};

/** The `Content-Security-Policy` of a page, whose own scripts carry that nonce. */
export function contentSecurityPolicy(nonce: string): string {
	// Vite's dev server puts styles into the page and talks to it by WebSocket.
	const style = import.meta.env.DEV ? "'self' 'unsafe-inline'" : "'self'";
	const connect = import.meta.env.DEV ? "'self' ws:" : "'self'";
	return [
		"default-src 'none'",
		`script-src 'self' 'nonce-${nonce}'`,
		`style-src ${style}`,
		`connect-src ${connect}`,
		"img-src 'self' data:",
		"manifest-src 'self'",
		"worker-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	].join("; ");
}

/** Whether browsers reach us by https: APP_URL says so, or without it the request's own address. */
export function isHttps(request: Request, appUrl: string | undefined): boolean {
	return (appUrl ?? request.url).startsWith("https:");
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses an unsafe request that another site made a browser send: `Sec-Fetch-Site` says so, or for
 * older browsers `Origin` (OWASP CSRF Cheat Sheet, Fetch Metadata). A request with neither header is
 * not from a browser, so there is nobody whose cookies it could be abusing.
 */
export function crossSiteRefusal(request: Request, appUrl: string | undefined): AppError | null {
	if (SAFE_METHODS.includes(request.method)) return null;
	const site = request.headers.get("sec-fetch-site");
	const origin = request.headers.get("origin");
	if (site === "same-origin" || site === "none") return null;
	if (site === null && (origin === null || isOwnOrigin(origin, request, appUrl))) return null;
	return new AppError("This was sent from another site, so nothing was done.", {
		status: 403,
		code: "cross-site",
	});
}

/** Whether an `Origin` is ours: that of APP_URL, or of the name that the request came to. */
export function isOwnOrigin(origin: string, request: Request, appUrl: string | undefined): boolean {
	return origin === appUrl || isOwnHost(origin, request);
}

/** Compares hosts alone: in front of us there may be a proxy that speaks TLS. */
export function isOwnHost(origin: string, request: Request): boolean {
	return URL.parse(origin)?.host === new URL(request.url).host;
}

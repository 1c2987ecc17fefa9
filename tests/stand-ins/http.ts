import { createECDH, createPublicKey, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import ece from "http_ece";

/*
 * Whoever is called by webhooks and push, outside of the Workers runtime. The address says how it
 * answers, and `key` under which name a test finds what has come:
 *   /status/429?key=…&retry-after=120   /never?key=…   /redirect?key=…&to=…   /challenge?key=…&as=json
 */

export type Received = {
	headers: Record<string, string>;
	body: string;
	/** Of a push message: what the browser would get, and who sent it. */
	push: { message: string; sender: Record<string, unknown> } | null;
};

/** What a browser makes for itself when it subscribes. */
const browser = createECDH("prime256v1");
const subscription = {
	p256dh: browser.generateKeys("base64url"),
	auth: randomBytes(16).toString("base64url"),
};

export async function startHttpStandIn() {
	const received = new Map<string, Received[]>();
	const server = createServer(async (request, response) => {
		const url = new URL(request.url ?? "/", "http://stand-in");
		const key = url.searchParams.get("key") ?? "";
		const [, how, status] = url.pathname.split("/");
		if (how === "received") {
			response.end(JSON.stringify(received.get(key) ?? []));
			return;
		}
		const item = await read(request);
		received.set(key, [...(received.get(key) ?? []), item]);
		if (how === "never") return;
		if (how === "challenge") {
			const { challenge } = JSON.parse(item.body).data;
			const answers: Record<string, string> = {
				json: JSON.stringify({ challenge }),
				text: `${challenge}\n`,
				echo: item.body,
				within: `You sent ${challenge}.`,
				long: `${challenge}${" ".repeat(10_000)}`,
				list: JSON.stringify([challenge]),
			};
			response.end(answers[url.searchParams.get("as") ?? ""]);
			return;
		}
		const retryAfter = url.searchParams.get("retry-after");
		if (retryAfter) response.setHeader("retry-after", retryAfter);
		if (how === "redirect") response.setHeader("location", url.searchParams.get("to") ?? "");
		response.statusCode = how === "redirect" ? 302 : Number(status);
		response.end("Thank you.");
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { origin: `http://127.0.0.1:${port}`, subscription, close };
}

async function read(request: IncomingMessage): Promise<Received> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	const body = Buffer.concat(chunks);
	const headers = request.headers as Record<string, string>;
	const isPush = headers["content-encoding"] === "aes128gcm";
	return {
		headers,
		body: isPush ? "" : body.toString(),
		push: isPush ? { message: decrypt(body), sender: senderOf(headers) } : null,
	};
}

function decrypt(body: Buffer): string {
	const { auth } = subscription;
	return ece
		.decrypt(body, { version: "aes128gcm", privateKey: browser, authSecret: auth })
		.toString();
}

/** The claims of a VAPID token (RFC 8292), if its signature is good. */
function senderOf({ authorization }: Record<string, string>): Record<string, unknown> {
	const [, token = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization ?? "") ?? [];
	const [header = "", claims = "", signature = ""] = token.split(".");
	const point = Buffer.from(key, "base64url");
	const publicKey = createPublicKey({
		format: "jwk",
		key: {
			kty: "EC",
			crv: "P-256",
			x: point.subarray(1, 33).toString("base64url"),
			y: point.subarray(33).toString("base64url"),
		},
	});
	const isGood = verify(
		"sha256",
		Buffer.from(`${header}.${claims}`),
		{ key: publicKey, dsaEncoding: "ieee-p1363" },
		Buffer.from(signature, "base64url"),
	);
	if (!isGood) return { error: "bad signature" };
	return { ...JSON.parse(Buffer.from(claims, "base64url").toString()), key };
}

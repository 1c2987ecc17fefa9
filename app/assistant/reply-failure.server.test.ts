import { APICallError, RetryError, ToolChoiceViolationError } from "ai";
import { describe, expect, test } from "vitest";
import { failureOfFinishReason, TIMED_OUT, toReplyFailure } from "./reply-failure.server.ts";

type Given = { status?: number; headers?: Record<string, string>; data?: unknown };

function failed({ status, headers, data }: Given) {
	const error = new APICallError({
		message: "You sent: secret",
		url: "https://api.openai.com",
		requestBodyValues: { secret: true },
		statusCode: status,
		responseHeaders: headers,
		data,
	});
	return toReplyFailure(error, "openai");
}

describe("what a provider refuses", () => {
	test.each([
		[401, /^OpenAI refused this server's key\. Whoever runs/, "operator"],
		[403, /^OpenAI refused this server's key/, "operator"],
		[400, /^OpenAI did not take the request/, "operator"],
		[404, /^OpenAI did not take the request/, "operator"],
		[413, /^This chat has grown too long\. Begin a new one\.$/, "nobody"],
		[429, /^OpenAI is asked too much just now\. Try again in a while\.$/, "nobody"],
		[500, /^OpenAI has a fault on its side/, "nobody"],
		[529, /^OpenAI has a fault on its side/, "nobody"],
		[200, /^The connection to OpenAI broke\. Try again\.$/, "nobody"],
		[undefined, /^OpenAI cannot be reached/, "nobody"],
	])("%s", (status, text, concerns) => {
		expect(failed({ status })).toEqual({ text: expect.stringMatching(text), concerns });
	});

	test.each([
		["20", "in 20 seconds"],
		["0.4", "in a second"],
		["600", "in 10 minutes"],
		["soon", "in a while"],
		["-1", "in a while"],
	])("with Retry-After: %s", (header, wait) => {
		const { text } = failed({ status: 429, headers: { "retry-after": header } });
		expect(text).toMatch(wait);
	});

	test("with Retry-After: a date", () => {
		const header = new Date(Date.now() + 30_000).toUTCString();
		const { text } = failed({ status: 429, headers: { "retry-after": header } });
		expect(text).toMatch(/in (29|30) seconds/);
	});

	test("because the money is gone", () => {
		const data = { error: { code: "insufficient_quota", message: "…" } };
		expect(failed({ status: 429, data })).toEqual({
			text: "This server's quota at OpenAI is used up. Whoever runs it has to look into it.",
			concerns: "operator",
		});
	});

	test("after it was asked again", () => {
		const last = new APICallError({
			message: "x",
			url: "x",
			requestBodyValues: {},
			statusCode: 503,
		});
		const error = new RetryError({ message: "x", reason: "maxRetriesExceeded", errors: [last] });
		expect(toReplyFailure(error, "gemini").text).toBe(
			"Gemini has a fault on its side. Try again in a while.",
		);
	});
});

test.each([
	[new DOMException("", TIMED_OUT), /^Gemini fell silent/, "nobody"],
	[new TypeError("Network connection lost."), /^The connection to Gemini broke/, "nobody"],
	[
		new ToolChoiceViolationError({ toolChoice: "none", toolName: "x" } as never),
		/came to no end/,
		"nobody",
	],
	[new Error("no such column: secret"), /^Something went wrong on our side/, "us"],
	["odd", /^Something went wrong on our side/, "us"],
])("%s", (error, text, concerns) => {
	const failure = toReplyFailure(error, "gemini");
	expect(failure).toEqual({ text: expect.stringMatching(text), concerns });
	expect(failure.text).not.toContain("secret");
});

test("an end that is none", () => {
	expect(failureOfFinishReason("stop", "openai")).toBeNull();
	expect(failureOfFinishReason("tool-calls", "openai")).toBeNull();
	expect(failureOfFinishReason("length", "openai")?.text).toContain("ends here");
	expect(failureOfFinishReason("content-filter", "openai")?.text).toContain("refused to answer");
	expect(failureOfFinishReason("interrupted", "openai")?.text).toContain(
		"broke off on its way from OpenAI",
	);
});

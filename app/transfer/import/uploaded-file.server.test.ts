import fc from "fast-check";
import { expect, test } from "vitest";
import { IMPORT_MAX_BYTES } from "#domain/limits.ts";
import { chunksOf } from "#tests/chunks.ts";
import { withUploadedFile } from "./uploaded-file.server.ts";

/** A form as a browser sends it, and as it arrives: in pieces of any size. */
async function arriving(form: FormData, size: number) {
	const whole = new Response(form);
	const type = whole.headers.get("content-type") ?? "";
	const chunks = chunksOf(new Uint8Array(await whole.arrayBuffer()), size);
	const body = new ReadableStream({
		async pull(controller) {
			const { done, value } = await chunks.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
	});
	return new Request("https://tend.test/", {
		method: "POST",
		body,
		headers: { "content-type": type },
	});
}

async function bytesOf(bytes: AsyncIterable<Uint8Array>) {
	const chunks: Uint8Array[] = [];
	for await (const chunk of bytes) chunks.push(chunk);
	return Buffer.concat(chunks);
}

const received = (request: Request) =>
	withUploadedFile(request, async ({ name, bytes }) => ({ name, read: await bytesOf(bytes) }));

test("the file comes out of its form as it went in, however it was cut", async () => {
	const content = fc.oneof(
		fc.uint8Array({ maxLength: 400 }),
		fc
			.array(fc.constantFrom("\r\n", "--", "-", "\r", "\n", "x", "\r\n--"), { maxLength: 60 })
			.map((parts) => new TextEncoder().encode(parts.join(""))),
	);
	await fc.assert(
		fc.asyncProperty(content, fc.integer({ min: 1, max: 90 }), async (bytes, size) => {
			const form = new FormData();
			form.append("note", "before\r\n\r\n--x");
			form.append("file", new File([bytes as BlobPart], 'a "list" é.csv'));
			form.append("after", "x");
			const { name, read } = await received(await arriving(form, size));
			expect(name).toBe('a "list" é.csv');
			expect(read).toEqual(Buffer.from(bytes));
		}),
		{ numRuns: 60 },
	);
});

test("a form without a file, or cut off, says so", async () => {
	const none = new FormData();
	none.append("other", "x");
	await expect(received(await arriving(none, 10))).rejects.toThrow("Choose a file first");
	const request = new Request("https://tend.test/", {
		method: "POST",
		headers: { "content-type": "multipart/form-data; boundary=b" },
		body: '--b\r\nContent-Disposition: form-data; name="file"; filename="C:\\\\x\\\\a.csv"\r\n\r\ntitle\n',
	});
	await withUploadedFile(request, async ({ name, bytes }) => {
		expect(name).toBe("a.csv");
		await expect(bytesOf(bytes)).rejects.toThrow("did not arrive whole");
	});
});

test("a body that is no form is the file", async () => {
	const body = "title\nMilk\n";
	const { name, read } = await received(
		new Request("https://tend.test/", {
			method: "POST",
			body,
			headers: { "content-type": "text/csv" },
		}),
	);
	expect(name).toBeNull();
	expect(read.toString()).toBe(body);
});

test.each(["multipart/form-data; boundary=b", "text/csv"])(
	"what is not looked at of %s is read away, as far as it may go",
	async (type) => {
		const chunk = new Uint8Array(64 * 1024).fill(120);
		const head = new TextEncoder().encode(
			'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n',
		);
		const sendTo = async (end: number) => {
			let sent = 0;
			const body = new ReadableStream({
				pull(controller) {
					if (sent >= end) return controller.close();
					controller.enqueue(sent === 0 ? head : chunk);
					sent += chunk.length;
				},
			});
			const request = new Request("https://tend.test/", {
				method: "POST",
				body,
				headers: { "content-type": type },
			});
			const refused = withUploadedFile(request, async ({ bytes }) => {
				for await (const _ of bytes) throw new Error("That is enough.");
			});
			await expect(refused).rejects.toThrow("That is enough.");
			return sent;
		};
		expect(await sendTo(2 * IMPORT_MAX_BYTES)).toBeGreaterThanOrEqual(2 * IMPORT_MAX_BYTES);
		expect(await sendTo(Number.POSITIVE_INFINITY)).toBeLessThan(130 * 1024 * 1024);
	},
);

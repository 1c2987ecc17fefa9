import type { Person } from "./people.ts";

const ASKED = 30;

/** How long each answer's first words take, in milliseconds. Null where there is no chat. */
export async function firstTokenTimes(url: string, { token }: Person): Promise<number[] | null> {
	const times: number[] = [];
	for (let i = 0; i < ASKED; i += 1) {
		const started = performance.now();
		const answer = await fetch(`${url}/api/chat`, {
			method: "POST",
			headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
			body: JSON.stringify({
				id: crypto.randomUUID(),
				message: { id: crypto.randomUUID(), role: "user", parts: [{ type: "text", text: "help" }] },
			}),
		});
		if (!answer.ok || !answer.body) return null;
		let received = "";
		let first = 0;
		for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
			received += chunk;
			if (first === 0 && received.includes('"text-delta"')) first = performance.now() - started;
		}
		times.push(first);
	}
	return times;
}

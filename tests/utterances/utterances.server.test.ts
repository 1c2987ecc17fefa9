import { expect, test } from "vitest";
import { Conversation, newAnn } from "#tests/conversation.ts";
import { ADD } from "./add.ts";
import { ASK } from "./ask.ts";
import { CHANGE } from "./change.ts";
import { CONVERSATION } from "./conversation.ts";
import { DELETE } from "./delete.ts";
import { FINISH } from "./finish.ts";
import { MOVE } from "./move.ts";
import { QUESTION } from "./question.ts";
import { REMIND } from "./remind.ts";
import { SEVERAL } from "./several.ts";
import { SHOW } from "./show.ts";
import { TALK } from "./talk.ts";

type Turn = { said: string; calls: string[] };

/** Conversations have empty lines between them; "> " says something, and below are the exact calls. */
function readTable(text: string): Turn[][] {
	const conversations: Turn[][] = [[]];
	for (const line of text.trim().split("\n")) {
		const turns = conversations.at(-1) ?? [];
		if (line === "") conversations.push([]);
		else if (line.startsWith("> ")) turns.push({ said: line.slice(2), calls: [] });
		else turns.at(-1)?.calls.push(line.trim());
	}
	return conversations;
}

const TABLES = {
	ADD,
	ASK,
	CHANGE,
	CONVERSATION,
	DELETE,
	FINISH,
	MOVE,
	QUESTION,
	REMIND,
	SEVERAL,
	SHOW,
	TALK,
};

for (const [name, text] of Object.entries(TABLES)) {
	test(`every utterance of ${name} ends in the calls that are expected`, async () => {
		const conversations = readTable(text);
		const got: Turn[][] = [];
		for (const turns of conversations) {
			const chat = new Conversation(await newAnn());
			const answered: Turn[] = [];
			for (const { said } of turns) {
				const { calls, text } = await chat.say(said);
				answered.push({ said, calls });
				expect(text, said).not.toBe("");
			}
			got.push(answered);
		}
		const wrong = got.filter(
			(turns, at) => JSON.stringify(turns) !== JSON.stringify(conversations[at]),
		);
		console.log(`${name}: ${got.length - wrong.length} of ${got.length} conversations`);
		expect(got).toEqual(conversations);
	}, 60_000);
}

test("the table has at least 200 utterances", () => {
	const said = Object.values(TABLES).flatMap((text) =>
		readTable(text)
			.flat()
			.map(({ said }) => said),
	);
	expect(said.length).toBeGreaterThanOrEqual(200);
	console.log(`${said.length} utterances`);
});

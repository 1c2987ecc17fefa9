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

type ExpectedTurn = { said: string; calls: string[] };

/** Conversations have empty lines between them; "> " says something, and below are the exact calls. */
function readTable(text: string): ExpectedTurn[][] {
	const conversations: ExpectedTurn[][] = [[]];
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

/** The fewest utterances that the tables may have together: what is understood today stays tested. */
const MIN_UTTERANCES = 580;

// One test a table: each brings fresh storage, which takes half as long as what is said in a conversation.
test.each(Object.entries(TABLES))("%s", async (_, table) => {
	const expected = readTable(table);
	const got: ExpectedTurn[][] = [];
	for (const turns of expected) {
		const chat = new Conversation(await newAnn());
		const answered: ExpectedTurn[] = [];
		for (const { said } of turns) {
			const { calls, text } = await chat.say(said);
			expect(text, said).not.toBe("");
			answered.push({ said, calls });
		}
		got.push(answered);
	}
	expect(got).toEqual(expected);
});

test("no utterance is lost from the tables", () => {
	const turns = Object.values(TABLES).flatMap((table) => readTable(table).flat());
	expect(turns.length).toBeGreaterThanOrEqual(MIN_UTTERANCES);
});

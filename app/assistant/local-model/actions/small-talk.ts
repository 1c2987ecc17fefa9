import type { SmallTalkTopic } from "#app/assistant/local-model/intent/intent.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { formatDate, NOTHING_CHANGED } from "./format-answer.ts";

const THREE_EXAMPLES = `- “Add pay rent tomorrow 9am every month \\#home !high”
- “What is overdue?”
- “Move the dentist to next Tuesday 3pm”`;

const HELP = `Say it as you would to somebody. For example:

- “Add milk, eggs and bread”, “Add pay rent tomorrow 9am every month \\#home !high”
- “What is overdue?”, “Anything for home this week?”, “How many tasks do I have today?”
- “Complete 5”, “The dentist is done”, “Reopen the report”, “Delete the first two”
- “Move the dentist to next Tuesday 3pm”, “Postpone it by two days”, “Make it urgent”
- “Rename 5 to Buy oat milk”, “Tag it home”, “Remind me of it 30 minutes before”
- “How am I doing?”, “Undo”

Deleting, and changing several tasks at once, waits for your approval.`;

/** What there is to say where nothing is to be done. */
export function smallTalk(topic: SmallTalkTopic, moment: ReferenceTime): string {
	switch (topic) {
		case "help":
			return HELP;
		case "greeting":
			return `Hello. What is there to do? You can say, for example:\n\n${THREE_EXAMPLES}`;
		case "thanks":
			return "You are welcome.";
		case "acknowledged":
			return "Good. What else? A call that waits for approval has its own buttons.";
		case "farewell":
			return "Goodbye.";
		case "who":
			return "I am Tend’s own assistant. I run here, without any other service, and know about your tasks and nothing else.";
		case "date":
			return `It is ${formatDate(moment.today)}, ${moment.nowLocal.slice(11, 16)} (${moment.timeZone}).`;
		case "left-alone":
		case "never-mind":
			return NOTHING_CHANGED;
		case "no-redo":
			return "I cannot redo what was undone. Nothing was changed.";
		case "how-to":
			return `Nothing was changed. This is how: just say what you want.\n\n${HELP.split("\n").slice(2, 8).join("\n")}`;
		case "your-decision":
			return `That is yours to decide, so nothing was changed. Tell me what to do, for example:\n\n${THREE_EXAMPLES}`;
		case "unknown":
			return `I did not understand that. I can, for example:\n\n${THREE_EXAMPLES}`;
	}
}

import type { Intent, SmallTalkTopic } from "#app/assistant/local-model/intent/intent.ts";
import { type Rule, rule } from "./rule.ts";

/** What people say besides tasks. */

const smallTalk = (topic: SmallTalkTopic) => (): Intent => ({ kind: "small-talk", topic });

export const SMALL_TALK_RULES: Rule[] = [
	rule(
		"(hi|hello|hey|hiya|howdy|yo|greetings|good morning|good afternoon|good evening|morning|evening|hey there|hi there|hello there|sup|what is up) (tend|there|assistant|again|everyone|you|friend|buddy)?",
		smallTalk("greeting"),
	),
	rule(
		"(how are you|how are you doing|how is it going|how do you do) (today|tend)?",
		smallTalk("greeting"),
	),
	rule(
		"(ok|okay|great|cool|perfect|nice|awesome|good|wonderful|excellent|super|alright|fine)? (thanks|thank you|thx|ty|cheers|thank you very much|thanks a lot|thank you so much|thanks so much|many thanks|much appreciated|thanks a million|that is great thanks) (tend|a lot|so much|very much|for (that|your help|the help|everything)|again|mate)?",
		smallTalk("thanks"),
	),
	rule(
		"(ok|okay|great|cool|perfect|nice|awesome|good|got it|wonderful|excellent|super|alright|all right|fine|sounds good|good job|well done|nice work|i see|understood|right|k|kk|yay|lol|haha|that is all|that is it|nothing else|nothing|all good)",
		smallTalk("acknowledged"),
	),
	rule(
		"(bye|goodbye|see you|see you later|good night|later|cya|talk to you later|have a (nice|good) day|that is all for (today|now)) (tend)?",
		smallTalk("farewell"),
	),
	rule(
		"(who are you|what are you|what is your name|are you (a)? (bot|robot|human|ai|an ai|real|chatgpt|an llm|gpt|claude)|who made you|what model are you|which model are you)",
		smallTalk("who"),
	),
	rule(
		"(what can you do|what can i (say|ask|do)|help|help me|help please|commands|how does this work|how do you work|how do i use (this|you)|what do you do|what else can you do|what are you able to do|instructions|options|menu|usage|examples|show help|what commands (do you know|are there)|what should i say|i need help|can you help|can you help me|i am lost|what now|h) (with my tasks|here|please)?",
		smallTalk("help"),
	),
	rule(
		"what (time|day|date) (is it|is today|is it today|do we have|is this)? (now|today)?",
		smallTalk("date"),
	),
	rule(
		"what is (the (time|date|day)|today 's date|the date today|today 's day|today|the time now|the current (time|date)) (now|today|please)?",
		smallTalk("date"),
	),
	rule(
		"(never mind|nevermind|nvm|forget it|forget that|cancel|cancel that|stop|no|nope|nah|no thanks|no thank you|leave it|do not|do not do (it|that)|scratch that|skip|skip it|skip that|neither|none|none of them|none of those|abort|quit|wait no|not now|do nothing|no stop|hold on|wait|neither of them|no never mind)",
		smallTalk("never-mind"),
	),
	rule(
		"(yes|yep|yeah|sure|yup|go ahead|do it|confirm|confirmed|approve|approved|absolutely|of course|please do|yes please|ok do it|ja|y)",
		smallTalk("acknowledged"),
	),
	rule(
		"(undo|revert|rollback|roll back|reverse|undo it|take back|ctrl z|ctrl+z|cmd z) (that|it|this|the|my|your)? (last|previous|latest|most recent)? (change|action|step|one|thing|edit|command|task|deletion|completion|what (you|i) (just)? did)? (again|please|now|once more|for me)?",
		() => ({ kind: "undo" }),
	),
	rule(
		"(take|put|bring|change|turn|roll|move|get|give|switch) (that|it|this|them|those|everything) back (again)?",
		() => ({ kind: "undo" }),
	),
	rule(
		"(i made a mistake|i have made a mistake|made a mistake|oops|whoops|oh no|damn|my mistake|my bad|wrong one|that was (wrong|a mistake|an accident)|i did not mean (that|to do that|it|to)|that was not what i (meant|wanted)|not that one|that is not what i (meant|wanted|asked for)|that is wrong) (undo|undo that|undo it|take that back|sorry|please undo)?",
		() => ({ kind: "undo" }),
	),
	rule(
		"(restore|recover|undelete|bring back|un-delete|unremove) (it|that|them|those|the last one|what i (just)? deleted|the (deleted|removed) (task|tasks|one|ones)|the task (i|you) (just)? deleted)",
		() => ({ kind: "undo" }),
	),
	rule(
		"(undo|revert) (deleting|removing|adding|changing|moving|the deletion of|the change to) {text}",
		() => ({ kind: "undo" }),
	),
	rule(
		"(write|tell|sing|make|give|draw|compose|translate|read) me (a|an|some|another) {words}",
		({ words }) =>
			/\b(?:poem|story|joke|song|essay|haiku|limerick|riddle|recipe|code|picture|rhyme|fact)s?\b/i.test(
				words,
			)
				? { kind: "small-talk", topic: "unknown" }
				: null,
	),
	rule(
		"(cancel|discard|reset|drop|scrap) (that|the|my|your|this)? (last|previous|latest|recent)? (change|action|edit|step)",
		() => ({ kind: "undo" }),
	),
	rule("(redo|re-do|redo (that|it)|undo the undo|undo my undo)", smallTalk("no-redo")),
];

/** Asked whether something may or should be done, it is not to be done. */
export const ADVICE_RULES: Rule[] = [
	rule(
		"(how (do|can|could|would|should|might) (i|you|we|one)|how to|how does one|where (do|can) i|what is the (best)? way to|is there a way to|is it possible (to|for you to)|can i|could i|may i|am i able to|are you able to|do you know how to|can one|what happens if (i|you|we)|what if (i|you|we)|what would happen if (i|you)|what does it mean to|why (can|do|does|did|would|should|is|are) (i|you|we|it|not)?) {text}",
		smallTalk("how-to"),
	),
	rule(
		"(can|could|do|will) you (also|even|actually)? (add|create|complete|delete|remove|rename|move|list|show|set|tag|reschedule|undo|handle|manage|change|edit) (tasks|reminders|a reminder|todos|things|tags|subtasks|recurring tasks|repeating tasks|task|dates|due dates|priorities|lists|deadlines)",
		smallTalk("how-to"),
	),
	rule(
		"((should|shall|ought|must) (i|we|you|it|they|the|this|that|my|task|tasks)|would it be (ok|okay|fine|good|better|wise|smart) (to|if)|is it (ok|okay|fine|safe|wise|a good idea|better) (to|if)|do you think (i|we) (should|could|can|must)|what do you think about|would you recommend) {text}",
		smallTalk("your-decision"),
	),
];

/** "don't delete it" is no order to delete it. */
export const NEGATION_RULES: Rule[] = [
	rule(
		"(do not|never|please do not|you must not|you should not|no do not|i do not want (you)? to|i would not|i did not (want|ask) (you)? to|i did not (say|tell you) to|not|you may not|you can not|stop|i never (said|asked|told you) to|refrain from|avoid) {text}",
		smallTalk("left-alone"),
	),
];

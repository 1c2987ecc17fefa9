import { changeIntent, type Rule, rule } from "./rule.ts";

/** Ways to rename a task, and to write something to it. */
export const TEXT_RULES: Rule[] = [
	rule(
		"(add|put|attach|write|leave|make|append) (a|an|the|some|another)? <note> (to|on|for|in|onto) {target} (saying|that says|that|with|reading|:)? {text}",
		({ target, text }) =>
			/^(?:to|on|for)\s/i.test(text)
				? null
				: changeIntent(target, { field: "description", description: text }),
	),
	rule(
		"(set|change|update|edit|make) (the|its)? <note> (of|for|on) {target} (to|as|:|say|be) {text}",
		({ target, text }) => changeIntent(target, { field: "description", description: text }),
	),
	rule("(set|change|update|edit) {target} 's <note> (to|as|:) {text}", ({ target, text }) =>
		changeIntent(target, { field: "description", description: text }),
	),
	rule(
		"(note|comment|memo|annotation) (for|on|to|about) {target} (that|saying)? {text}",
		({ target, text }) =>
			target.by === "words"
				? null
				: changeIntent(target, { field: "description", description: text }),
	),
	rule(
		"{target} (needs|should have|has|gets) (a|the|this)? <note> (saying|that says)? {text}",
		({ target, text }) => changeIntent(target, { field: "description", description: text }),
	),
	rule("(describe|annotate) {target} (as|with) {text}", ({ target, text }) =>
		changeIntent(target, { field: "description", description: text }),
	),
	rule("(add) {quoted} (as a|to the|as the) <note> (of|to|for|on) {target}", ({ target, quoted }) =>
		changeIntent(target, { field: "description", description: quoted }),
	),
	rule(
		"(rename|retitle|reword|rephrase|re-name|retype) {target} (to|as|into|from)? {quoted}",
		({ target, quoted }) => changeIntent(target, { field: "title", title: quoted }),
	),
	rule(
		"(rename|retitle|reword|rephrase|re-name) {target} (to|as|into) {text}",
		({ target, text }) => changeIntent(target, { field: "title", title: text }),
	),
	rule(
		"(change|update|edit|set|make) (the|its)? (name|title|wording|text|label) (of|for|on) {target} (to|into|as|say) {text}",
		({ target, text }) => changeIntent(target, { field: "title", title: text }),
	),
	rule(
		"(change|update|edit|set|make) {target} 's (name|title|wording|text) (to|into|as) {text}",
		({ target, text }) => changeIntent(target, { field: "title", title: text }),
	),
	rule(
		"(change|update|edit|make|have|let) {target} (to)? (say|read|be called|be named) {text}",
		({ target, text }) => changeIntent(target, { field: "title", title: text }),
	),
	rule("{target} should (say|read|be called|be named|be) {quoted}", ({ target, quoted }) =>
		changeIntent(target, { field: "title", title: quoted }),
	),
	rule("{target} should (say|read|be called|be named) {text}", ({ target, text }) =>
		changeIntent(target, { field: "title", title: text }),
	),
	rule("call {target} {text} (instead)?", ({ target, text }) =>
		target.by === "pronoun" || target.by === "ids"
			? changeIntent(target, { field: "title", title: text.replace(/\s+instead$/i, "") })
			: null,
	),
	rule(
		"(change|replace|edit|update|switch|correct) {target} (to|with|into|by) {quoted}",
		({ target, quoted }) => changeIntent(target, { field: "title", title: quoted }),
	),
	rule("(change|replace|edit|update|correct) {target} (to|with|into) {text}", ({ target, text }) =>
		changeIntent(target, { field: "title", title: text }),
	),
	rule("(edit|change|update|correct|rename|retitle|reword) {target} {text}", ({ target, text }) =>
		target.by === "ids" ? changeIntent(target, { field: "title", title: text }) : null,
	),
	rule("(rename|retitle|reword|rephrase) {target}", ({ target }) => ({
		kind: "clarify",
		question: "What should it say instead?",
		isOpenEnded: true,
		parseReply: (reply) => changeIntent(target, { field: "title", title: reply.trim() }),
	})),
];

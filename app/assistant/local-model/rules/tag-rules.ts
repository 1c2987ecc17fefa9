import { changeIntent, type Rule, rule } from "./rule.ts";

/** Ways to tag. */
export const TAG_RULES: Rule[] = [
	rule(
		"(remove|delete|clear|drop|strip) (all|all the|the|any|every|all of the)? (tags|labels) (from|of|on|off) {target}",
		({ target }) => changeIntent(target, { field: "tags", set: [] }),
	),
	rule(
		"(remove|delete|drop|take|take off|strip|clear) (the|a)? <tag> {tags} (from|off|of|on) {target}",
		({ target, tags }) => changeIntent(target, { field: "tags", remove: tags }),
	),
	rule(
		"(remove|delete|drop|take|take off|strip|clear) (the|a)? {tags} <tag> (from|off|of|on) {target}",
		({ target, tags }) => changeIntent(target, { field: "tags", remove: tags }),
	),
	rule("(remove|delete|drop|take) {hashtags} (from|off) {target}", ({ target, hashtags }) =>
		changeIntent(target, { field: "tags", remove: hashtags }),
	),
	rule("(untag|unlabel) {target} (from|as|with)? {tags}", ({ target, tags }) =>
		changeIntent(target, { field: "tags", remove: tags }),
	),
	rule("(untag|unlabel) {target}", ({ target }) =>
		changeIntent(target, { field: "tags", set: [] }),
	),
	rule(
		"(add|put|give|apply|attach|assign|stick|slap) (a|an|the|another)? <tag> (of|called|named)? {tags} (to|on|onto|for) {target}",
		({ target, tags }) => changeIntent(target, { field: "tags", add: tags }),
	),
	rule(
		"(add|put|apply|attach|assign|stick|slap) (a|an|the)? {tags} <tag> (to|on|onto|for) {target}",
		({ target, tags }) => changeIntent(target, { field: "tags", add: tags }),
	),
	rule("(add|put) {hashtags} (to|on|onto) {target}", ({ target, hashtags }) =>
		changeIntent(target, { field: "tags", add: hashtags }),
	),
	rule("(give|add) {target} (a|an|the)? <tag> (of|called)? {tags}", ({ target, tags }) =>
		changeIntent(target, { field: "tags", add: tags }),
	),
	rule("give {target} (a|an|the)? {tags} <tag>", ({ target, tags }) =>
		changeIntent(target, { field: "tags", add: tags }),
	),
	rule(
		"(put|file|place|move|sort|group) {target} (in|into|under|with) (the|my)? {tags} (category|categories|tag|tags|label|group|folder)",
		({ target, tags }) => changeIntent(target, { field: "tags", add: tags }),
	),
	rule("retag {target} (as|to|with|from)? {tags}", ({ target, tags }) =>
		changeIntent(target, { field: "tags", set: tags }),
	),
	rule(
		"(change|set|replace|switch|make|update) (the|its)? <tag> (of|on|for) {target} (to|with|as|by) {tags}",
		({ target, tags }) => changeIntent(target, { field: "tags", set: tags }),
	),
	rule(
		"(change|set|replace|switch|update) {target} 's? <tag> (to|with|as) {tags}",
		({ target, tags }) => changeIntent(target, { field: "tags", set: tags }),
	),
	rule(
		"(tag|label|categorize|categorise|file|hashtag) {target} (with|as|under|by)? (the <tag>)? {tags}",
		({ target, tags }) => changeIntent(target, { field: "tags", add: tags }),
	),
	rule("(tag|label|mark|set) {target} (with|as)? {hashtags}", ({ target, hashtags }) =>
		changeIntent(target, { field: "tags", add: hashtags }),
	),
];

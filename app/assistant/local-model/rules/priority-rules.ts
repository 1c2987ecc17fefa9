import { changeIntent, type Rule, rule } from "./rule.ts";

/** Ways to say how important a task is. */
export const PRIORITY_RULES: Rule[] = [
	rule(
		"<make> the? <priority> (of|for|on) {target} (to|as|at|down to|up to)? {priority}",
		({ target, priority }) => changeIntent(target, { field: "priority", priority }),
	),
	rule(
		"<make> {target} 's? <priority> (to|as|at|down to|up to|level to)? {priority}",
		({ target, priority }) => changeIntent(target, { field: "priority", priority }),
	),
	rule(
		"<make> {target} <to>? (be|have|a|an|the|really|very|of|my|our)? {priority} (<priority>|priority task|task|one|item)? <now>?",
		({ target, priority }) => changeIntent(target, { field: "priority", priority }),
	),
	rule("(give|assign) {target} (a|an|the)? {priority} <priority>?", ({ target, priority }) =>
		changeIntent(target, { field: "priority", priority }),
	),
	rule(
		"(give|assign|set) (a|an)? {priority} <priority> (to|for|on) {target}",
		({ target, priority }) => changeIntent(target, { field: "priority", priority }),
	),
	rule("<priority> {priority} (for|on) {target}", ({ target, priority }) =>
		changeIntent(target, { field: "priority", priority }),
	),
	rule("{priority} <priority> (for|on) {target}", ({ target, priority }) =>
		changeIntent(target, { field: "priority", priority }),
	),
	rule("{target} {priority} <priority>?", ({ target, priority }) =>
		target.by === "ids" ? changeIntent(target, { field: "priority", priority }) : null,
	),
	rule("{target} to {priority} <priority>?", ({ target, priority }) =>
		changeIntent(target, { field: "priority", priority }),
	),
	rule("(prioritize|prioritise|star|escalate) {target}", ({ target }) =>
		changeIntent(target, { field: "priority", priority: "high" }),
	),
	rule("(deprioritize|deprioritise|de-prioritize) {target}", ({ target }) =>
		changeIntent(target, { field: "priority", priority: "low" }),
	),
	rule(
		"{target} (is|are|should be|has become|became|needs to be|must be|got) (now|really|very|super|actually|quite|pretty|a|an|the)? {priority} (<priority>|priority task)? <now>?",
		({ target, priority }) => changeIntent(target, { field: "priority", priority }),
	),
	rule(
		"{target} is not (that|so|very|really)? (urgent|important|critical) (anymore|any more|now|any longer)?",
		({ target }) => changeIntent(target, { field: "priority", priority: "low" }),
	),
	rule("{target} is no longer (urgent|important|critical|high priority)", ({ target }) =>
		changeIntent(target, { field: "priority", priority: "medium" }),
	),
	rule(
		"(raise|increase|bump|bump up|up) (the <priority> (of|for|on))? {target} 's? <priority>?",
		({ target }) => changeIntent(target, { field: "importance", by: 1 }),
	),
	rule(
		"(lower|decrease|reduce|bump down) (the <priority> (of|for|on))? {target} 's? <priority>?",
		({ target }) => changeIntent(target, { field: "importance", by: -1 }),
	),
	rule("make {target} (more (urgent|important)|a higher priority|higher priority)", ({ target }) =>
		changeIntent(target, { field: "importance", by: 1 }),
	),
	rule("make {target} (less (urgent|important)|a lower priority|lower priority)", ({ target }) =>
		changeIntent(target, { field: "importance", by: -1 }),
	),
];

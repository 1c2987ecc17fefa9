import type { Priority } from "#domain/task/task.ts";

/** Words for a priority, and the priority: "urgent" is `high`. */
export const PRIORITY_WORDS: Record<string, Priority> = Object.fromEntries(
	Object.entries({
		high: "high|highest|higher|top|urgent|very urgent|super urgent|important|very important|really important|super important|critical|crucial|asap|p1|!high|vital|pressing|more important|more urgent|a must|emergency",
		medium:
			"medium|normal|regular|default|middle|mid|moderate|average|standard|p2|!medium|med|not so urgent|less urgent|less important",
		low: "low|lowest|lower|minor|trivial|unimportant|not important|not urgent|not that important|not that urgent|p3|!low|non-urgent|optional",
	}).flatMap(([priority, words]) => words.split("|").map((word) => [word, priority])),
) as Record<string, Priority>;

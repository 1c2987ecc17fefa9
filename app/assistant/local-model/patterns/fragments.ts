/** Alternatives that many patterns share; patterns refer to them by name, as `<done>`. */
export const FRAGMENTS: Record<string, string> = {
	// What tasks are called.
	task: "(task|todo|to-do|item|entry|thing|one|job|chore|errand)",
	tasks: "(tasks|todos|to-dos|items|entries|things|ones|jobs|chores|errands|stuff)",
	list: "((my|the|our)? (to-do|todo|task|tasks)? (list|lists|tasks|todos|to-dos|agenda|board|plate|inbox))",
	my: "(my|the|our|this|that|a|an|these|those)",

	// What is done with them.
	complete:
		"(complete|finish|finish up|close|close out|resolve|tick off|check off|cross off|cross out|strike off|strike out|strike|scratch off|scratch out|tick|wrap up|knock out|accomplish|finalize|finalise)",
	reopen:
		"(reopen|re-open|uncomplete|un-complete|unfinish|uncheck|untick|un-tick|un-check|uncross|unmark|reactivate|revive|restore|undo (completing|completion of|the completion of|finishing)|bring back)",
	delete:
		"(delete|remove|erase|trash|drop|discard|scrap|bin|get rid of|throw out|throw away|cancel|toss|toss out|take out|chuck|kill|kill off|zap|forget about|strike from|cross out|wipe|wipe out|purge|clear|clear out|clear off|clean up|clean out|dump|eliminate|ditch|delete off)",
	done: "(done|complete|completed|finished|finish|ticked off|ticked|checked off|checked|crossed off|closed|resolved|over|sorted|sorted out|taken care of|dealt with|all done|over with|accomplished|wrapped up|handled)",
	undone:
		"(not (yet)? <done> (yet)?|undone|incomplete|uncompleted|unfinished|open|pending|to do|todo|active|outstanding)",
	off: "(off (of)? <list>?|from <list>|off <list>)",

	// What is changed about them.
	move: "(move|reschedule|re-schedule|push|push back|push out|shift|postpone|delay|defer|bump|put off|put back|move back|snooze|bring forward|pull forward|move up|move forward|pull in|advance|drag|switch|change|slide|kick|nudge|scoot|slip|roll|roll over|carry over|carry|transfer|adjust|pull forward|hold|hold off|leave)",
	make: "(make|mark|set|flag|change|switch|turn|put|update|edit|bump|bump up|bump down|raise|lower|upgrade|downgrade|promote|demote|move|bring|drop|push|escalate|increase|decrease|reduce|classify|rank|rate)",
	deadline:
		"(due date|due-date|duedate|deadline|date|due time|time|due|dates|deadlines|due dates|schedule)",
	priority: "(priority|prio|importance|urgency|priorities)",
	tag: "(tag|tags|label|labels|category|categories|hashtag|hashtags)",
	note: "(note|description|comment|details|notes|memo)",
	remind: "(remind|notify|alert|ping|nudge|warn|buzz|poke)",
	reminder: "(reminder|alarm|alert|notification|nudge)",

	// Asking.
	show: "(show|list|display|give|tell|read|get|see|view|print|pull up|bring up|fetch|check|review|go through|run through|let me see|let me have|look at|open up)",
	find: "(find|search|search for|look for|look up|locate|hunt for|search through|find me|filter|filter by)",
	what: "(what|which|whats|what all|what else|which of)",
	any: "(is there|are there|do i have|have i got|have i|did i have|i have|got|is|are|do we have|will i have|am i|there is|there are)",

	// Saying how.
	now: "(now|already|finally|just|actually|really|all|today|yesterday|this morning|earlier|again|instead|too|as well)",
	to: "(to|as|into|to be|at|down to|up to|be|being)",
};

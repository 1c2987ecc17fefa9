-- The search index: one row per task, keyed by tasks.key, holding the terms that app/tasks/search.ts
-- makes of it. Terms are folded and carry their owner there, so the tokenizer has nothing left to do
-- but to split at spaces, and a prefix search never leaves its owner's part of the index.
CREATE VIRTUAL TABLE `task_search` USING fts5(
	terms,
	content = '',
	contentless_delete = 1,
	detail = 'none',
	tokenize = 'ascii'
);

ALTER TABLE `drafts` ADD `secret_hash` text;--> statement-breakpoint
ALTER TABLE `drafts` ADD `user_id` text REFERENCES users(id) ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE `drafts` ADD `task_ids` text;--> statement-breakpoint
CREATE INDEX `drafts_user` ON `drafts` (`user_id`) WHERE "drafts"."user_id" is not null;--> statement-breakpoint
ALTER TABLE `events` ADD `reported_at` integer;--> statement-breakpoint
ALTER TABLE `push_subscriptions` ADD `session_id` text REFERENCES sessions(id) ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE `push_subscriptions` ADD `sign_in_id` text REFERENCES sign_ins(id) ON DELETE CASCADE;--> statement-breakpoint
CREATE INDEX `push_subscriptions_session` ON `push_subscriptions` (`session_id`);--> statement-breakpoint
CREATE INDEX `push_subscriptions_sign_in` ON `push_subscriptions` (`sign_in_id`);--> statement-breakpoint
-- Under which session a subscription was made was not written down: the newest of the same browser's, else of all.
UPDATE `push_subscriptions` SET `session_id` = (
	SELECT `sessions`.`id` FROM `sessions`
	WHERE `sessions`.`user_id` = `push_subscriptions`.`user_id`
	ORDER BY `sessions`.`user_agent` = `push_subscriptions`.`user_agent` DESC, `sessions`.`created_at` DESC
	LIMIT 1
);

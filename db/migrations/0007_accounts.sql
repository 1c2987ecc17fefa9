CREATE INDEX `changes_user_created` ON `changes` (`user_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `tasks_user_completed` ON `tasks` (`user_id`,`completed_at`,`created_at`) WHERE "tasks"."completed_at" is not null;--> statement-breakpoint
CREATE INDEX `users_delete_after` ON `users` (`delete_after`) WHERE "users"."delete_after" is not null;
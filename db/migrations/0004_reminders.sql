ALTER TABLE `users` ADD `next_reminder_at` integer;--> statement-breakpoint
CREATE INDEX `users_next_reminder` ON `users` (`next_reminder_at`) WHERE "users"."next_reminder_at" is not null;--> statement-breakpoint
CREATE INDEX `notifications_event` ON `notifications` (`event_id`) WHERE "notifications"."event_id" is not null;--> statement-breakpoint
CREATE INDEX `tasks_with_reminders` ON `tasks` (`user_id`,`status`) WHERE "tasks"."status" = 'pending' and "tasks"."reminders" <> '[]';--> statement-breakpoint
-- Reminders were kept before there was anything to ring them: their users' objects are to be asked.
UPDATE `users` SET `next_reminder_at` = 0 WHERE `id` IN (SELECT `user_id` FROM `tasks` WHERE `status` = 'pending' AND `reminders` <> '[]');

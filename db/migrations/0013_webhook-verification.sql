ALTER TABLE `webhooks` ADD `verified_at` integer;--> statement-breakpoint
-- Those that there are have been told of events until now.
UPDATE `webhooks` SET `verified_at` = `created_at`;

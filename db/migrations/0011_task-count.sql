ALTER TABLE `users` ADD `task_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `users` SET `task_count` = (SELECT count(*) FROM `tasks` WHERE `tasks`.`user_id` = `users`.`id`);--> statement-breakpoint
-- By triggers, so that no statement can forget it, nor a version of Tend that does not know the column.
CREATE TRIGGER `tasks_counted` AFTER INSERT ON `tasks` BEGIN
	UPDATE `users` SET `task_count` = `task_count` + 1 WHERE `id` = new.`user_id`;
END;--> statement-breakpoint
CREATE TRIGGER `tasks_discounted` AFTER DELETE ON `tasks` BEGIN
	UPDATE `users` SET `task_count` = `task_count` - 1 WHERE `id` = old.`user_id`;
END;

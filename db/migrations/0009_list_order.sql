DROP INDEX `tasks_user_status_due`;--> statement-breakpoint
CREATE INDEX `tasks_user_due` ON `tasks` (`user_id`,`due`,case "priority" when 'high' then 0 when 'medium' then 1 when 'low' then 2 end,`id`);--> statement-breakpoint
CREATE INDEX `tasks_user_status_due` ON `tasks` (`user_id`,`status`,`due`,case "priority" when 'high' then 0 when 'medium' then 1 when 'low' then 2 end,`id`);
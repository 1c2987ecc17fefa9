CREATE TABLE `import_rows` (
	`user_id` text NOT NULL,
	`import_id` text NOT NULL,
	`seq` integer NOT NULL,
	`line` integer NOT NULL,
	`verdict` text NOT NULL,
	`message` text,
	`title` text,
	`due` text,
	`status` text,
	`wanted_id` integer,
	`made_at` integer,
	`series_id` text,
	`parent_seq` integer,
	`number` integer,
	`parent_number` integer,
	`version` integer,
	`data` text,
	PRIMARY KEY(`user_id`, `import_id`, `seq`),
	FOREIGN KEY (`user_id`,`import_id`) REFERENCES `imports`(`user_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `import_rows_told` ON `import_rows` (`user_id`,`import_id`,`line`,`seq`) WHERE "import_rows"."verdict" <> 'task' or "import_rows"."message" is not null;--> statement-breakpoint
CREATE TABLE `imports` (
	`user_id` text NOT NULL,
	`id` text NOT NULL,
	`file_name` text,
	`format` text,
	`state` text NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`imported` integer DEFAULT 0 NOT NULL,
	`duplicates` integer DEFAULT 0 NOT NULL,
	`ignored` integer DEFAULT 0 NOT NULL,
	`errors` integer DEFAULT 0 NOT NULL,
	`next_seq` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`expires_at` integer,
	PRIMARY KEY(`user_id`, `id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `imports_user_created` ON `imports` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `imports_expiry` ON `imports` (`expires_at`) WHERE "imports"."expires_at" is not null;
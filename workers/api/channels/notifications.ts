import { createRoute } from "@hono/zod-openapi";
import {
	markAllRead,
	markRead,
	snooze,
} from "#app/notifications/page/notification-commands.server.ts";
import { countNotifications, listNotifications } from "#db/channels/notifications.server.ts";
import { PAGE_SIZE } from "#domain/task/task-list.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { messageSchema } from "#workers/api/shared/message-schema.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { readRoute, writeRoute } from "#workers/api/shared/route-access.ts";
import {
	notificationListSchema,
	notificationParams,
	notificationQuery,
	notificationSchema,
	snoozeSchema,
	toNotificationJson,
} from "./notification-schemas.ts";

export const notificationRoutes = newApiApp();

const tags = ["Notifications"];

notificationRoutes.openapi(
	createRoute({
		method: "get",
		path: "/notifications",
		operationId: "listNotifications",
		summary: "List notifications",
		description: "Unread ones first, then newest first. They are kept for 90 days.",
		tags,
		...readRoute,
		request: { query: notificationQuery },
		responses: {
			200: jsonResponse("A page of them.", notificationListSchema),
			...problems(400, 401, 403, 429),
		},
	}),
	async (c) => {
		const { db, userId } = c.get("scope");
		const { unread: onlyUnread = false, page = 1, limit = PAGE_SIZE } = c.req.valid("query");
		const [found, unread, total] = await Promise.all([
			listNotifications(db, userId, { unread: onlyUnread, page, limit }),
			countNotifications(db, userId, true),
			countNotifications(db, userId, onlyUnread),
		]);
		return c.json(
			{ notifications: found.map(toNotificationJson), unread, total, page, limit },
			200,
		);
	},
);

notificationRoutes.openapi(
	createRoute({
		method: "post",
		path: "/notifications/{id}/read",
		operationId: "readNotification",
		summary: "Mark a notification as read",
		tags,
		...writeRoute,
		request: { params: notificationParams },
		responses: {
			200: jsonResponse("The notification.", notificationSchema),
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		const notification = await markRead(c.get("scope"), c.req.valid("param").id);
		return c.json(toNotificationJson(notification), 200);
	},
);

notificationRoutes.openapi(
	createRoute({
		method: "post",
		path: "/notifications/read",
		operationId: "readNotifications",
		summary: "Mark all notifications as read",
		tags,
		...writeRoute,
		responses: { 200: jsonResponse("They are.", messageSchema), ...problems(401, 403, 429) },
	}),
	async (c) => {
		await markAllRead(c.get("scope"));
		return c.json({ message: "All notifications are marked as read." }, 200);
	},
);

notificationRoutes.openapi(
	createRoute({
		method: "post",
		path: "/notifications/{id}/snooze",
		operationId: "snoozeNotification",
		summary: "Be reminded again later",
		description:
			"The same notification comes again, unread, unless its task is completed or deleted by then.",
		tags,
		...writeRoute,
		request: { params: notificationParams, body: jsonBody(snoozeSchema) },
		responses: {
			200: jsonResponse("The notification.", notificationSchema),
			...problems(400, 401, 403, 404, 409, 413, 415, 429),
		},
	}),
	async (c) => {
		const { for: how } = c.req.valid("json");
		const notification = await snooze(c.get("scope"), c.req.valid("param").id, how);
		return c.json(toNotificationJson(notification), 200);
	},
);

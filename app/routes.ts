import { index, layout, type RouteConfig, route } from "@react-router/dev/routes";

/** The site map. */
export default [
	index("routes/home.tsx"),
	route("signup", "routes/signup.tsx"),
	route("signin", "routes/signin.tsx"),
	route("signout", "routes/signout.tsx"),
	route("unsubscribe/:token", "routes/mail-links/unsubscribe.tsx"),
	route("verify/:token", "routes/mail-links/verify.tsx"),
	layout("routes/app-layout.tsx", [
		route("tasks", "routes/tasks.tsx"),
		route("tasks/delete", "routes/tasks-delete.tsx"),
		route("tasks/:id", "routes/task.tsx"),
		route("notifications", "routes/notifications.tsx"),
		route("stats", "routes/stats.tsx"),
		route("history", "routes/history.tsx"),
		route("undo", "routes/undo.tsx"),
		route("chat/:threadId?", "routes/chat.tsx"),
		route("chat/:threadId/delete", "routes/chat-delete.tsx"),
		route("offline/tasks", "routes/offline-tasks.tsx"),
		route("offline/changes", "routes/offline-changes.tsx"),
		route("drafts/:id", "routes/draft.tsx"),
		route("settings", "routes/settings.tsx"),
		route("settings/data.zip", "routes/settings-data.ts"),
		route("settings/webhooks/:id", "routes/webhook.tsx"),
		route("settings/delete-account", "routes/delete-account.tsx"),
		route("settings/import", "routes/import.tsx"),
		route("settings/import/:id", "routes/import-status.tsx"),
	]),
	route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;

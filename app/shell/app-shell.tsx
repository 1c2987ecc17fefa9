import { useEffect } from "react";
import { Outlet, useLocation } from "react-router";
import type { AppData } from "#app/client/app-data.ts";
import { activeNavHref } from "#app/client/nav-items.ts";
import { useOfflineWorker } from "#app/client/offline/use-offline-worker.ts";
import { watchSignedInUser } from "#app/client/signed-in-user.ts";
import type { Flash } from "#app/core/flash.ts";
import { useLiveUpdates } from "#app/notifications/live/use-live-updates.ts";
import type { TagCount, TaskCounts } from "#domain/task/task-list.ts";
import { AssistantPanel } from "./assistant-panel.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { DeletionBanner } from "./deletion-banner.tsx";
import { ShortcutHelp } from "./shortcut-help.tsx";
import { Sidebar } from "./sidebar.tsx";
import { SignOutDialog } from "./sign-out.tsx";
import { StatusRegion } from "./status-region.tsx";
import { useAppKeys } from "./use-app-keys.ts";

type AppShellProps = {
	user: { id: string; name: string; email: string };
	counts: TaskCounts;
	tags: TagCount[];
	/** How many notifications are unread. */
	unread: number;
	flash: Flash | null;
	/** The day on which the account is to be deleted. */
	deletionDay: string | null;
	timeZone: string;
	hour12: boolean;
};

/** The frame around every page of a signed-in user. */
export function AppShell({
	user,
	counts,
	tags,
	unread,
	flash,
	deletionDay,
	...clock
}: AppShellProps) {
	const { pathname, search } = useLocation();
	const activeHref = activeNavHref(pathname, search);
	useAppKeys();
	useEffect(() => watchSignedInUser(user.id), [user.id]);
	useLiveUpdates();
	useOfflineWorker(counts);
	return (
		<div className="app">
			<a href="#main" className="skip">
				Skip to the page
			</a>
			<Sidebar {...{ user, counts, tags, unread, activeHref }} />
			<main id="main" tabIndex={-1}>
				{deletionDay && <DeletionBanner day={deletionDay} />}
				<Outlet context={{ tags, ...clock } satisfies AppData} />
			</main>
			<AssistantPanel activeHref={activeHref} />
			<StatusRegion flash={flash} />
			<BottomBar activeHref={activeHref} unread={unread} />
			<ShortcutHelp />
			<SignOutDialog />
		</div>
	);
}

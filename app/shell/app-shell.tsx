import { Outlet, useLocation } from "react-router";
import type { Flash } from "#app/flash.ts";
import { useOfflineWorker } from "#app/offline/use-offline.ts";
import type { TagCount, TaskCounts } from "#app/tasks/task-list.ts";
import type { AppData } from "./app-data.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { placeOf } from "./places.ts";
import { ShortcutHelp } from "./shortcut-help.tsx";
import { Sidebar } from "./sidebar.tsx";
import { StatusRegion } from "./status-region.tsx";
import { useAppKeys } from "./use-app-keys.ts";

type AppShellProps = {
	user: { id: string; name: string; email: string };
	counts: TaskCounts;
	tags: TagCount[];
	flash: Flash | null;
	timeZone: string;
};

/** The frame around every page of a signed-in user. */
export function AppShell({ user, counts, tags, flash, timeZone }: AppShellProps) {
	const { pathname, search } = useLocation();
	const place = placeOf(pathname, search);
	useAppKeys();
	useOfflineWorker(counts);
	return (
		<div className="app">
			<a href="#main" className="skip">
				Skip to the page
			</a>
			<Sidebar {...{ user, counts, tags, place }} />
			<main id="main" tabIndex={-1}>
				<Outlet context={{ tags, timeZone } satisfies AppData} />
			</main>
			<StatusRegion flash={flash} />
			<BottomBar place={place} />
			<ShortcutHelp />
		</div>
	);
}

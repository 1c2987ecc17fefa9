import { useOutletContext } from "react-router";
import type { TagCount } from "#domain/task/task-list.ts";

/** Data that the app's frame has loaded and its pages use. */
export type AppData = {
	tags: TagCount[];
	timeZone: string;
	/** Times are written "5:00 pm", not "17:00". */
	hour12: boolean;
};

export function useAppData(): AppData {
	return useOutletContext<AppData>();
}

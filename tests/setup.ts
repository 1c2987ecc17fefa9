import { afterEach, beforeEach, vi } from "vitest";
import { checkConsole, watchConsole } from "./console.ts";

beforeEach(watchConsole);

afterEach(() => {
	vi.useRealTimers();
	checkConsole();
});

/**
 * Milliseconds of processor time that `run` takes on this thread. On a busy machine a clock would
 * also count what others take.
 */
export function cpuTime(run: () => void): number {
	const before = process.threadCpuUsage();
	run();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}

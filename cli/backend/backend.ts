/** Where the tasks are: a server, or a file on this machine. Both speak the API. */
export type Backend = {
	/** For people: the server's address, or the file's path. */
	location: string;
	/** Sends a request to the API and gives its answer, whatever that is. Throws a `Failure`. */
	send(path: string, init?: RequestInit): Promise<Response>;
	/** IANA name: where the user is, for reading and showing dates. */
	timeZone(): Promise<string>;
};

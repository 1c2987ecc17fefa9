/** A file cannot be read, from that line on. The message is a sentence for people. */
export class FileError extends Error {
	readonly line: number;

	constructor(line: number, message: string) {
		super(message);
		this.line = line;
	}
}

/** There is nothing in the file. */
export class EmptyFile extends FileError {
	constructor() {
		super(1, "The file is empty.");
	}
}

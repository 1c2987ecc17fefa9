/** A mail that a server did not take. */
export class SmtpError extends Error {
	/** What the server answered, where it did. */
	readonly code: number | null;
	/** It would say the same again: this mail goes nowhere. */
	readonly isFinal: boolean;

	constructor(message: string, { code = null, isFinal = false }: Partial<SmtpError> = {}) {
		super(message);
		this.name = "SmtpError";
		this.code = code;
		this.isFinal = isFinal;
	}
}

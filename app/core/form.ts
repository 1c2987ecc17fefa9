/** What the server says of a form that it did not accept. Errors of the form as a whole are under "". */
export type FormReply = {
	errors: Record<string, string[] | null>;
	values: Record<string, string>;
};

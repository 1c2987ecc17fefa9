import { chunkByJson, PARAMETER_MAX_LENGTH } from "#db/chunks.ts";
import { type Db, type Statement, transact } from "#db/client.server.ts";
import {
	addRowNotes,
	type ImportRef,
	linkRows,
	type StagedRow,
	stageRows,
} from "#db/transfer/imports.server.ts";
import type { ParentLinks } from "./parent-links.ts";

/**
 * Rows are numbered part by part, each part beginning at a multiple of this. A part is what goes to the
 * database at once, and what is taken from there at once: so neither has too much at a time.
 */
export const PART_SEQS = 10_000;

/** Writes the rows of an import to the table `import_rows`, part by part, while its file is read. */
export class ImportRows {
	readonly #db: Db;
	readonly #ref: ImportRef;
	#items: string[] = [];
	#length = 0;
	#part = 0;

	constructor(db: Db, ref: ImportRef) {
		this.#db = db;
		this.#ref = ref;
	}

	/** The `seq` of the next row. */
	get seq(): number {
		return this.#part * PART_SEQS + this.#items.length;
	}

	async add(row: Omit<StagedRow, "seq">): Promise<void> {
		const item = JSON.stringify({ seq: this.seq, ...row });
		this.#items.push(item);
		this.#length += item.length;
		if (this.#length > PARAMETER_MAX_LENGTH || this.#items.length === PART_SEQS)
			await this.#send([]);
	}

	/** Writes the remaining rows, links subtasks to parents and runs `lastStatements`, all in one transaction. */
	async finish(parentLinks: ParentLinks, lastStatements: Statement[]): Promise<void> {
		const { links, notes } = parentLinks.resolve();
		await this.#send([
			...chunkByJson(links).map(({ json }) => linkRows(this.#ref, json)),
			...chunkByJson(notes).map(({ json }) => addRowNotes(this.#ref, json)),
			...lastStatements,
		]);
	}

	async #send(followUp: Statement[]) {
		const rows = this.#items.length > 0 ? [stageRows(this.#ref, `[${this.#items.join()}]`)] : [];
		await transact(this.#db, [...rows, ...followUp]);
		this.#items = [];
		this.#length = 0;
		this.#part += 1;
	}
}

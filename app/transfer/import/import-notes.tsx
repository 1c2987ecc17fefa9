import { Link } from "react-router";
import type { ImportNote, ImportView } from "./import-view.ts";

type ImportNotesProps = {
	found: ImportView;
	notes: ImportNote[];
	page: number;
	hasMore: boolean;
};

const KINDS = {
	error: { name: "Error", look: "text-danger" },
	skipped: { name: "Skipped", look: "text-quiet" },
	note: { name: "Note", look: "text-quiet" },
} as const;

/** What there is to say of the lines of a file: what is left out, and what was changed. */
export function ImportNotes({ found, notes, page, hasMore }: ImportNotesProps) {
	if (notes.length === 0) return null;
	const to = (next: number) => `/settings/import/${found.id}?page=${next}`;
	return (
		<section aria-labelledby="notes" className="pt-10">
			<h2 id="notes" className="pb-3 font-semibold text-lg">
				Line by line
			</h2>
			<div className="overflow-x-auto">
				<table className="w-full text-left">
					<thead className="text-quiet text-sm">
						<tr>
							<th scope="col" className="w-16 py-1.5 pr-4 font-normal">
								Line
							</th>
							<th scope="col" className="py-1.5 font-normal">
								What about it
							</th>
						</tr>
					</thead>
					<tbody className="divide-y divide-line border-line border-t">
						{notes.map(({ line, kind, title, message }, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a page of them never changes its order.
							<tr key={index} className="align-top">
								<td className="tabular py-2 pr-4">{line}</td>
								<td className="wrap-anywhere py-2">
									{title && <span dir="auto">{title} </span>}
									<span className={`${KINDS[kind].look} text-sm`}>
										{KINDS[kind].name}: {message}
									</span>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{(page > 1 || hasMore) && (
				<nav aria-label="Pages" className="flex gap-4 pt-3">
					{page > 1 && <Link to={to(page - 1)}>Previous</Link>}
					{hasMore && <Link to={to(page + 1)}>Next</Link>}
				</nav>
			)}
		</section>
	);
}

import type { ReactNode } from "react";
import type { StatusCounts } from "#domain/statistics/statistics.ts";

type ShareRow = StatusCounts & { key: string; name: ReactNode };

type ShareTableProps = { id: string; title: string; what: string; rows: ShareRow[] };

const SHOWN = 10;

/** The rows with most tasks, and the others folded away. */
export function ShareTable({ id, title, what, rows }: ShareTableProps) {
	const most = Math.max(1, ...rows.map(({ total }) => total));
	const others = rows.slice(SHOWN);
	return (
		<section aria-labelledby={id} className="grid content-start gap-3">
			<h2 id={id} className="font-semibold">
				{title}
			</h2>
			<Bars what={what} rows={rows.slice(0, SHOWN)} most={most} />
			{others.length > 0 && (
				<details>
					<summary className="min-h-11 content-center text-quiet text-sm">
						{others.length} more
					</summary>
					<Bars what={what} rows={others} most={most} />
				</details>
			)}
		</section>
	);
}

type BarsProps = Pick<ShareTableProps, "what" | "rows"> & { most: number };

/** A table with a bar in each row: as long as there are tasks, and filled as far as they are done. */
function Bars({ what, rows, most }: BarsProps) {
	return (
		<table className="tabular w-full table-fixed text-sm">
			<thead className="sr-only">
				<tr>
					<th scope="col">{what}</th>
					<th scope="col">Share</th>
					<th scope="col">Completed</th>
				</tr>
			</thead>
			<tbody>
				{rows.map(({ key, name, total, completed }) => (
					<tr key={key} className="border-line border-b">
						<th scope="row" className="w-1/3 truncate h-11 pe-3 text-start font-normal" dir="auto">
							{name}
						</th>
						<td className="align-middle">
							<svg width="100%" height="8" aria-hidden="true" className="block">
								<rect width={`${(total / most) * 100}%`} height="8" rx="4" className="fill-line" />
								{completed > 0 && (
									<rect
										width={`${(completed / most) * 100}%`}
										height="8"
										rx="4"
										className="fill-accent"
									/>
								)}
							</svg>
						</td>
						<td className="w-24 text-end text-quiet">
							<span className="text-ink">{completed}</span> of {total}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

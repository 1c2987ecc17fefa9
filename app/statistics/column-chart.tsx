/** Of one column: how it is called in the table, and below the chart, where there is room. */
export type Column = { name: string; label: string | null; count: number };

type ColumnChartProps = {
	id: string;
	title: string;
	/** What the columns are, for the head of the table: "Day". */
	what: string;
	/** What the chart shows, in a sentence. */
	summary: string;
	columns: Column[];
};

const HEIGHT = 164;
const BASE = 140;
const TOP = 8;

/** Columns over a base line, and the same as a table. */
export function ColumnChart({ id, title, what, summary, columns }: ColumnChartProps) {
	const lines = linesFor(Math.max(...columns.map(({ count }) => count)));
	const yOf = (count: number) => BASE - (count / (lines.at(-1) ?? 1)) * (BASE - TOP);
	return (
		<figure aria-labelledby={id} className="grid content-start gap-3">
			<h2 id={id} className="font-semibold">
				{title}
			</h2>
			<div className="flex text-sm">
				<svg width="28" height={HEIGHT} aria-hidden="true" className="tabular shrink-0 fill-quiet">
					{lines.map((count) => (
						<text key={count} x="20" y={yOf(count)} dy="0.35em" textAnchor="end">
							{count}
						</text>
					))}
				</svg>
				<Columns columns={columns} lines={lines} yOf={yOf} summary={summary} />
			</div>
			<details>
				<summary className="min-h-11 content-center text-quiet text-sm">As a table</summary>
				<ColumnTable what={what} columns={columns} />
			</details>
		</figure>
	);
}

type ColumnsProps = Pick<ColumnChartProps, "columns" | "summary"> & {
	lines: number[];
	yOf: (count: number) => number;
};

/** Across, all is in percent: so it is as wide as its place, and its text as large as the page's. */
function Columns({ columns, lines, yOf, summary }: ColumnsProps) {
	const width = 100 / columns.length;
	// Its word is wider than it is, and would stand out at the edge.
	const isLastOfMany = (index: number) => columns.length > 7 && index === columns.length - 1;
	return (
		<svg
			role="img"
			aria-label={summary}
			width="100%"
			height={HEIGHT}
			className="min-w-0 grow overflow-visible fill-quiet"
		>
			{lines.map((count) => (
				<line key={count} x2="100%" y1={yOf(count)} y2={yOf(count)} className="stroke-line" />
			))}
			{columns.map(({ name, label, count }, index) => (
				<g key={name}>
					{count > 0 && (
						<rect
							x={`${(index + 0.15) * width}%`}
							width={`${width * 0.7}%`}
							y={yOf(count)}
							height={BASE - yOf(count)}
							rx="2"
							className="fill-accent"
						>
							<title>{`${name}: ${count}`}</title>
						</rect>
					)}
					{label && (
						<text
							x={`${(index + (isLastOfMany(index) ? 0.85 : 0.5)) * width}%`}
							y={HEIGHT - 4}
							textAnchor={isLastOfMany(index) ? "end" : "middle"}
						>
							{label}
						</text>
					)}
				</g>
			))}
			<line x2="100%" y1={BASE} y2={BASE} className="stroke-control" />
		</svg>
	);
}

function ColumnTable({ what, columns }: Pick<ColumnChartProps, "what" | "columns">) {
	return (
		<table className="tabular w-full text-sm">
			<thead>
				<tr className="border-line border-b">
					<th scope="col" className="py-1.5 text-start font-semibold">
						{what}
					</th>
					<th scope="col" className="py-1.5 text-end font-semibold">
						Completed
					</th>
				</tr>
			</thead>
			<tbody>
				{columns.map(({ name, count }) => (
					<tr key={name} className="border-line border-b">
						<th scope="row" className="py-1.5 text-start font-normal">
							{name}
						</th>
						<td className="py-1.5 text-end">{count}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** Round counts to draw lines at, two to five of them, the last no lower than `most`. */
export function linesFor(most: number): number[] {
	const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
	const steps = [power / 5, power / 2, power, 2 * power].map((step) => Math.max(1, step));
	const step = steps.find((step) => most <= step * 5) ?? power;
	return Array.from(
		{ length: Math.max(1, Math.ceil(most / step)) },
		(_, index) => (index + 1) * step,
	);
}

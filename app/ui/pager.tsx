import { Link, useLocation } from "react-router";
import { lastPage, pageHref } from "./page-links.ts";

type PagerProps = { page: number; limit: number; total: number };

/** Links to the page before and after in a list of `total` entries, `limit` a page. */
export function Pager({ page, limit, total }: PagerProps) {
	const { pathname, search } = useLocation();
	const last = lastPage(total, limit);
	if (last === 1 || page > last) return null;
	const from = (page - 1) * limit + 1;
	return (
		<nav aria-label="Pages" className="pager">
			{page > 1 ? (
				<Link to={pageHref(search, page - 1, pathname)} rel="prev" className="pager-previous">
					Previous
				</Link>
			) : (
				<span />
			)}
			<p>
				{from}–{Math.min(page * limit, total)} of {total}
			</p>
			{page < last ? (
				<Link to={pageHref(search, page + 1, pathname)} rel="next" className="pager-next">
					Next
				</Link>
			) : (
				<span />
			)}
		</nav>
	);
}

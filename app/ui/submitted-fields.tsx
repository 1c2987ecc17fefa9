type SubmittedFieldsProps = { fields: { label: string; value: string }[] };

/** What somebody had typed into a form that was not accepted, to read and to copy. */
export function SubmittedFields({ fields }: SubmittedFieldsProps) {
	return (
		<dl className="grid gap-4 rounded-xl border border-line bg-surface p-4 sm:p-5">
			{fields.map(({ label, value }, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names may repeat
				<div key={index}>
					<dt className="text-quiet text-sm">{label}</dt>
					<dd className="select-text whitespace-pre-wrap wrap-anywhere" dir="auto">
						{value || <span className="text-quiet italic">Empty</span>}
					</dd>
				</div>
			))}
		</dl>
	);
}

const SHAPE =
	"M2.2 12.5a1.25 1.25 0 0 1 1.8-.1C5.9 14 7.4 15.4 8.6 16.9 9.3 10.2 13.5 4.7 21.5 2.7a.7.7 0 0 1 .8.8C21 11.6 16.7 17.9 9.9 21.2a1.3 1.3 0 0 1-1.7-.5C6.8 18.2 4.7 16.2 2.4 14.3a1.25 1.25 0 0 1-.2-1.8Z";

/** Tend's mark: a check that grows into a leaf. It takes the colour of the text around it. */
export function Logo({ className = "size-6" }: { className?: string }) {
	return (
		<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" className={className}>
			<path d={SHAPE} />
		</svg>
	);
}

// Stands in for the built worker while the app does not build, so that tests of single
// modules run all the same. Those of the whole worker fail with this.
export default {
	fetch(): never {
		throw new Error("The app does not build: `npm run build` says why.");
	},
};

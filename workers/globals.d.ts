/** Set by vite.config.ts from package.json. */
declare const __TEND_VERSION__: string;

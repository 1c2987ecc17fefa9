/** AUTH_SECRET in tests: see vitest.config.ts. */
export const SECRET = "only-for-tests-0123456789abcdef0123456789";

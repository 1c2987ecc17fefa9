/**
 * What people are told about an error of the server: where it is said, a request id or advice follows.
 * Safe in the browser.
 */
export const INTERNAL_ERROR_MESSAGE = "Something went wrong on our side";

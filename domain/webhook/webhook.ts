/** The type of the message by which a webhook's host proves that it wants to be told. */
export const VERIFICATION_TYPE = "webhook-verification";

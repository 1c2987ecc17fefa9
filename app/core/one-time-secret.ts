/**
 * A secret that its user sees once, on the page after it was made. `kind` tells the page which of its
 * sections shows it ("token", "webhook"); `name` is what the user calls the thing it belongs to.
 */
export type OneTimeSecret = { kind: string; name: string; secret: string };

/** A secret that is shown once: what it is (of several kinds on a page), what for, and itself. */
export type Once = { kind: string; name: string; secret: string };

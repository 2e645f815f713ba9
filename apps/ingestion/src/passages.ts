/** Injects the `PassageIndex`. */
export const PASSAGES = Symbol('passages');

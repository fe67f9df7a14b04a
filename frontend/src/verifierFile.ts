/** The page that recounts, as a file to open from a disk: a build of its own (`src/verifier/`). */
export const verifierAddress = "/verifier.html";

/**
 * Its SHA-256, known where it was built before these pages were; empty while they are developed. The voting page does
 * not tell it: it would be another page with every new verifier.
 */
export const verifierHash: string = import.meta.env.VERIFIER_SHA256;

/** Thrown where the bytes at hand end too early: what was begun is begun anew when more have come. */
export const STARVED = Symbol('starved');

/** Thrown where the bytes are not what the format allows. */
export class Malformed {
  constructor(
    readonly what: string,
    /** A position in the reader's buffer. */
    readonly at: number,
    /** Whether what follows can be read from there on; otherwise it must be looked for. */
    readonly resumable = false,
  ) {}
}

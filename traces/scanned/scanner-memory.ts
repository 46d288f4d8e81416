/** What assembly/ compiles to: it scans spans in a memory of its own, laid out as assembly/layout.ts says. */
export interface ScannerExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Makes room for a window of so many bytes, by which arrays over the memory become empty. */
  reserve(length: number): void;
  /** To be called before anything but `reserve`, and to begin anew. */
  fill(): void;
  /** Numbers of 32 bits that nobody can foresee. */
  forgetTexts(seedLow: number, seedHigh: number, multiplierLow: number, multiplierHigh: number): void;
  /** @returns `LIST_ENDS`, `UNUSUAL` or `FULL` */
  scan(first: number, resource: number, scope: number): number;
  /** Passes the object at `POSITION`, in the line of `LINE`. @returns 0 where it can't */
  passObject(): number;
  /**
   * The same as `scan` of protobuf, up to an address.
   * @param moved how far the window has moved since the batch was begun
   */
  scanMessages(end: number, resource: number, scope: number, moved: number): number;
  /**
   * Makes rows of what was scanned, once, when the values of all texts are known.
   * @param base where the window begins in the content
   * @param events how many there are before those of the batch
   */
  settle(base: number, events: number): void;
}

/** A scanner of its own for whoever asks. */
export type OpenScanner = () => ScannerExports;

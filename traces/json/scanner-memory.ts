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
}

/** A scanner of its own for whoever asks. */
export type OpenScanner = () => ScannerExports;

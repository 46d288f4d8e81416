import type { Diagnostic, Fix } from '../diagnostic';
import type { RuleFile } from '../rule-file';

/** A piece of a tree's text, and how it is written today. */
export interface Rewrite {
  readonly file: RuleFile;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Collects diagnostics; one that several rules run into is kept once. */
export class DiagnosticSink {
  readonly #seen = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];
  readonly rewrites: Rewrite[] = [];
  #said = 0;

  /** How much was said so far, what was kept before included. */
  get said(): number {
    return this.#said;
  }

  rewrite(file: RuleFile, start: number, end: number, newText: string): void {
    this.#said++;
    const known = this.rewrites.some(
      (other) => other.file === file && other.start === start && other.newText === newText,
    );
    if (!known) this.rewrites.push({ file, start, end, newText });
  }

  add(
    file: RuleFile,
    range: { start: number; end: number },
    severity: Diagnostic['severity'],
    code: string,
    message: string,
    fixes: readonly Fix[] = [],
  ): void {
    this.#said++;
    const start = file.place(range.start);
    const end = Math.max(start, file.place(range.end));
    const key = `${file.uri}\0${start}\0${code}\0${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    // edits are written for the notation that the tree was made from
    const applicable = file.dialect === 'current' ? fixes : [];
    this.diagnostics.push({
      uri: file.uri,
      start,
      end,
      ...file.lines.position(start),
      severity,
      code,
      message,
      fixes: applicable,
    });
  }
}

import type { Diagnostic, Fix } from '../diagnostic';
import type { RuleFile } from '../rule-file';
import { grouped } from '../syntax/grouped';

/** A piece of a tree's text, and how it is written today. */
export interface Rewrite {
  readonly file: RuleFile;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Nobody reads on; and they would take more memory than the rules. */
export const MAX_DIAGNOSTICS = 1_000;

/** Collects diagnostics; one that several rules run into is kept once. */
export class DiagnosticSink {
  readonly #seen = new Set<string>();
  readonly #rewritten = new Set<string>();
  /** Declarations that can't be written out where they are named. */
  readonly tooLarge = new WeakSet<object>();
  readonly diagnostics: Diagnostic[] = [];
  readonly rewrites: Rewrite[] = [];
  #said = 0;

  /** How much was said so far, what was kept before included. */
  get said(): number {
    return this.#said;
  }

  rewrite(file: RuleFile, start: number, end: number, newText: string): void {
    this.#said++;
    const key = `${file.uri}\0${start}\0${newText}`;
    if (this.#rewritten.has(key)) return;
    this.#rewritten.add(key);
    this.rewrites.push({ file, start, end, newText });
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
    const place = { uri: file.uri, start, end, ...file.lines.position(start) };
    if (this.diagnostics.length < MAX_DIAGNOSTICS)
      this.diagnostics.push({ ...place, severity, code, message, fixes: applicable });
    else this.#noteMore(place, severity);
  }

  /** One stands for all that are too many, an error if one of them is. */
  #noteMore(
    place: Pick<Diagnostic, 'uri' | 'start' | 'end' | 'line' | 'column'>,
    severity: Diagnostic['severity'],
  ): void {
    const before = this.diagnostics[MAX_DIAGNOSTICS];
    if (before && (before.severity === 'error' || severity !== 'error')) return;
    const message = `More than ${grouped(MAX_DIAGNOSTICS)} mistakes: from here on they are not listed.`;
    this.diagnostics[MAX_DIAGNOSTICS] = { ...place, severity, code: 'too-many-mistakes', message, fixes: [] };
  }
}

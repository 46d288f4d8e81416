import type { Diagnostic, Fix } from '../diagnostic';
import type { RuleFile } from '../rule-file';

/** Collects diagnostics; one that several rules run into is kept once. */
export class DiagnosticSink {
  readonly #seen = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];

  add(
    file: RuleFile,
    range: { start: number; end: number },
    severity: Diagnostic['severity'],
    code: string,
    message: string,
    fixes: readonly Fix[] = [],
  ): void {
    const key = `${file.uri}\0${range.start}\0${code}\0${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.diagnostics.push({
      uri: file.uri,
      ...range,
      ...file.lines.position(range.start),
      severity,
      code,
      message,
      fixes,
    });
  }
}

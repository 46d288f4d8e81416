import type { Diagnostic } from 'vscode-languageserver';

/** Who has something to say about a document; each replaces only what it said before. */
export type DiagnosticSource = 'rules' | 'project' | 'verdicts' | 'span';

/** Joins what several sources say about a document, since a client keeps one list for each document. */
export class DiagnosticPublisher {
  readonly #bySource = new Map<DiagnosticSource, Map<string, readonly Diagnostic[]>>();

  constructor(private readonly send: (uri: string, diagnostics: Diagnostic[]) => void) {}

  /** Everything that a source has to say: documents that it no longer names are cleared. */
  replace(source: DiagnosticSource, byUri: ReadonlyMap<string, readonly Diagnostic[]>): void {
    const before = this.#bySource.get(source) ?? new Map<string, readonly Diagnostic[]>();
    this.#bySource.set(source, new Map(byUri));
    for (const uri of new Set([...before.keys(), ...byUri.keys()])) {
      if (!equal(before.get(uri), byUri.get(uri))) this.#publish(uri);
    }
  }

  /** What a source has to say about one document. */
  set(source: DiagnosticSource, uri: string, diagnostics: readonly Diagnostic[]): void {
    const all = new Map(this.#bySource.get(source));
    if (diagnostics.length > 0) all.set(uri, diagnostics);
    else all.delete(uri);
    this.replace(source, all);
  }

  of(source: DiagnosticSource, uri: string): readonly Diagnostic[] {
    return this.#bySource.get(source)?.get(uri) ?? [];
  }

  #publish(uri: string): void {
    const all = [...this.#bySource.values()].flatMap((byUri) => byUri.get(uri) ?? []);
    this.send(uri, all);
  }
}

function equal(a: readonly Diagnostic[] = [], b: readonly Diagnostic[] = []): boolean {
  if (a === b) return true;
  // most are the same objects
  return a.length === b.length && a.every((one, i) => one === b[i] || JSON.stringify(one) === JSON.stringify(b[i]));
}

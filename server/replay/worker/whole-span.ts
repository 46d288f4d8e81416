import type { FetchRequest, TraceStore } from '../../../engine';
import { loadTraces, type ReadingParts, type TraceCatalog } from '../../../traces/node';
import { findSpans, type SpanIds, spanKey } from './find-spans';

/** Reading a larger file again with all its attributes would take too long for a click, and too much memory. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface WholeFile {
  readonly store: TraceStore;
  readonly request: FetchRequest;
}

/** Reads trace files anew with everything that is in them; the last one is kept, since clicks come in a row. */
export class WholeFileReader {
  readonly #parts: ReadingParts;
  #last: { readonly path: string; readonly print: string; readonly file: WholeFile } | undefined;

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  /**
   * The file's store and the span's row in it; undefined where the file is too large or no longer has the span.
   * @param print changes whenever the file does
   */
  async find(
    path: string,
    print: string,
    size: number,
    catalog: TraceCatalog,
    span: SpanIds,
  ): Promise<(WholeFile & { row: number }) | undefined> {
    if (size > MAX_BYTES) return undefined;
    if (this.#last?.path !== path || this.#last.print !== print) {
      const request = everything(catalog);
      const { store } = await loadTraces([{ path, file: path, named: false }], request, { parts: this.#parts });
      this.#last = { path, print, file: { store, request } };
    }
    const { file } = this.#last;
    const row = findSpans(file.store, [span]).get(spanKey(span));
    return row === undefined ? undefined : { ...file, row };
  }
}

/** Asks for every attribute that was seen. */
function everything({ attributes }: TraceCatalog): FetchRequest {
  const keys = (scope: string) =>
    [...new Set(attributes.filter((one) => one.scope === scope).map(({ key }) => key))].sort();
  return {
    span: keys('span'),
    event: keys('event'),
    link: keys('link'),
    resource: keys('resource'),
    instrumentation: keys('instrumentation'),
    prefixes: [],
    statusMessage: true,
    events: true,
    links: true,
  };
}

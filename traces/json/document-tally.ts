import type { Tally } from '../tally';
import { DocumentField } from './containers';

/** What one document turned out to be. */
export class DocumentTally {
  /** Where it begins: 1-based, and in bytes of the content. */
  line = 0;
  offset = -1;
  /** What was met in the one before. */
  fieldsBefore = 0;
  /** How many began so far. */
  begun = 0;
  readonly #tally: Tally;
  /** A bit for each `DocumentField` that was met; bit 0 for others. */
  #met = 0;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  begin(line: number, offset: number): void {
    this.line = line;
    this.offset = offset;
    this.begun++;
    this.#met = 0;
  }

  met(field: number): void {
    this.#met |= 1 << field;
  }

  /** Bits for what was met so far. */
  get fields(): number {
    return this.#met;
  }

  metAll(fields: number): void {
    this.#met |= fields;
  }

  /** Further documents that begin and end, with these fields. */
  pass(fields: number, documents: number): void {
    this.begun += documents;
    this.#count(fields, documents);
  }

  /** Counts the document. `unknown` is one with fields of which none says what it is. */
  end(): 'known' | 'empty' | 'unknown' {
    this.fieldsBefore = this.#met;
    return this.#count(this.#met, 1);
  }

  #count(met: number, times: number): 'known' | 'empty' | 'unknown' {
    const tally = this.#tally;
    const has = (field: number) => (met & (1 << field)) !== 0;
    const traces = has(DocumentField.traces) || has(DocumentField.tempoTraces);
    if (traces) tally.traceDocuments += times;
    if (has(DocumentField.tempoTraces) || (traces && has(DocumentField.tempoWrapper))) tally.tempoDocuments += times;
    if (has(DocumentField.logs)) tally.logDocuments += times;
    if (has(DocumentField.metrics)) tally.metricDocuments += times;
    if (has(DocumentField.profiles)) tally.profileDocuments += times;
    if (met === 0) return 'empty';
    if (met >> DocumentField.traces !== 0) return 'known';
    tally.otherDocuments += times;
    return 'unknown';
  }
}

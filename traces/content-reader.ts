import type { ColumnsBuilder } from './columns/builder';
import type { TraceFormat } from './formats/format';
import { recognise } from './formats/formats';
import { HEAD_LENGTH, Head } from './formats/head';
import type { InputSummary } from './input-summary';
import type { Problem } from './problem';
import { ProblemList } from './problem-list';
import type { TraceReader } from './reader';
import { Tally } from './tally';

export interface ContentOptions {
  /** As it stands in locations and summaries. */
  readonly path: string;
  /** Whether somebody named the file: then it is a problem if it holds no traces. */
  readonly named: boolean;
}

/** Reads one content of any format: tells the format by its first bytes, and sums up what was there. */
export class ContentReader implements TraceReader {
  /** What was unpacked to get the content, as in `+gzip`. */
  suffix = '';
  readonly #options: ContentOptions;
  readonly #builder: ColumnsBuilder;
  readonly #problems: ProblemList;
  readonly #tally = new Tally();
  #head = new Uint8Array(0);
  #format: TraceFormat | undefined;
  #reader: TraceReader | undefined;
  /** Why it is not read. */
  #refusal: string | undefined;
  #failed = false;
  /** How much of the content there was so far. */
  #length = 0;

  constructor(builder: ColumnsBuilder, options: ContentOptions) {
    this.#builder = builder;
    this.#options = options;
    this.#problems = new ProblemList(options.path);
  }

  /** Whether reading on is of no use. */
  get refused(): boolean {
    return this.#refusal !== undefined;
  }

  /** How many spans were read so far. */
  get spans(): number {
    return this.#tally.spans;
  }

  write(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#reader !== undefined) {
      this.#reader.write(bytes);
      return;
    }
    if (this.refused) return;
    if (this.#head.length === 0 && bytes.length >= HEAD_LENGTH) {
      this.#open(bytes);
      return;
    }
    const head = new Uint8Array(this.#head.length + bytes.length);
    head.set(this.#head);
    head.set(bytes, this.#head.length);
    this.#head = head;
    if (head.length >= HEAD_LENGTH) this.#open(head);
  }

  end(): void {
    this.#close();
  }

  /** In place of `end`, where something went wrong outside, such as a file that vanished. */
  fail(what: string): void {
    this.#failed = true;
    if (this.#reader === undefined && this.#head.length === 0) {
      this.#refusal ??= what;
      return;
    }
    this.#close();
    this.#problems.add(0, this.#length, what, 'what had not been read yet');
  }

  #close(): void {
    if (this.#reader === undefined && !this.refused) this.#open(this.#head);
    this.#reader?.end();
    if (this.#reader !== undefined && this.#tally.traceDocuments === 0) this.#refusal = withoutTraces(this.#tally);
  }

  /** @param bytes the file's size */
  summary(bytes: number): InputSummary {
    const { path } = this.#options;
    const problems = this.problems().length;
    if (this.#refusal !== undefined) return { path, format: null, bytes, spans: 0, problems, skipped: this.#refusal };
    return {
      path,
      format: this.#formatName(),
      bytes,
      spans: this.#tally.spans,
      problems: this.#problems.count,
      skipped: this.#tally.otherSignals(),
    };
  }

  problems(): readonly Problem[] {
    if (this.#refusal === undefined) return this.#problems.list();
    // nobody knows what was in a file that couldn't be read
    if (!this.#options.named && !this.#failed) return [];
    return [{ path: this.#options.path, line: null, offset: 0, what: this.#refusal, skipped: 'the file' }];
  }

  #open(bytes: Uint8Array): void {
    const format = recognise(new Head(bytes.subarray(0, HEAD_LENGTH)));
    this.#head = new Uint8Array(0);
    if (typeof format === 'string') {
      this.#refusal = format;
      return;
    }
    this.#format = format;
    this.#reader = format.open({
      builder: this.#builder,
      file: this.#builder.addFile(this.#options.path),
      problems: this.#problems,
      tally: this.#tally,
    });
    this.#reader.write(bytes);
  }

  #formatName(): string {
    const name = this.#tally.tempoDocuments > 0 ? 'tempo-json' : this.#format!.name;
    return name + this.suffix;
  }
}

function withoutTraces(tally: Tally): string {
  const others = tally.otherSignals();
  if (others !== null) return `There are no traces in it, but ${others}.`;
  if (tally.otherDocuments > 0) return 'This is no OTLP: there is no resourceSpans in it.';
  return 'There are no traces in it.';
}

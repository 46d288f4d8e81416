import type { ColumnsBuilder } from './columns/builder';
import { type ContentOutcome, sumOutcomes } from './content-outcome';
import type { TraceFormat } from './formats/format';
import { formatNamed, recognise } from './formats/formats';
import { HEAD_LENGTH, Head } from './formats/head';
import type { InputSummary } from './input-summary';
import type { Problem } from './problem';
import { ProblemList } from './problem-list';
import type { ReadContext, TraceReader } from './reader';
import { Tally } from './tally';

export interface ContentOptions {
  /** As it stands in locations and summaries. */
  readonly path: string;
  /** Whether somebody named the file: then it is a problem if it holds no traces. */
  readonly named: boolean;
  /** The file's in the builder, if it has one already. */
  readonly number?: number | undefined;
  /** What stands before this byte was left to others, who know the format. */
  readonly behind?: { readonly format: string; readonly start: number };
}

/** Reads one content of any format: tells the format by its first bytes, and sums up what was there. */
export class ContentReader implements TraceReader {
  /** What was unpacked to get the content, as in `+gzip`. */
  suffix = '';
  readonly #options: ContentOptions;
  readonly #builder: ColumnsBuilder;
  readonly #problems: ProblemList;
  readonly #tally = new Tally();
  /** The first bytes, until there are enough of them to tell the format. */
  #head = new Uint8Array(0);
  #headLength = 0;
  #format: TraceFormat | undefined;
  #reader: TraceReader | undefined;
  /** Why it is not read. */
  #refusal: string | undefined;
  #failed = false;
  /** How much of the content there was so far. */
  #length = 0;
  #lines = 0;

  constructor(builder: ColumnsBuilder, options: ContentOptions) {
    this.#builder = builder;
    this.#options = options;
    this.#problems = new ProblemList(options.path);
    const { behind } = options;
    if (behind === undefined) return;
    this.#format = formatNamed(behind.format);
    this.#length = behind.start;
    this.#reader = this.#format.openAt!(this.#context(), behind.start);
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
    if (this.#headLength === 0 && bytes.length >= HEAD_LENGTH) {
      this.#open(bytes);
      return;
    }
    this.#keep(bytes);
    if (this.#headLength >= HEAD_LENGTH) this.#open(this.#kept());
  }

  end(): void {
    this.#close();
  }

  endBefore(head: Uint8Array): number | null {
    if (this.#reader === undefined && !this.refused) this.#open(this.#kept());
    const lines = this.#reader?.endBefore?.(head) ?? null;
    this.#lines = lines ?? 0;
    return lines;
  }

  /** In place of `end`, where something went wrong outside, such as a file that vanished. */
  fail(what: string): void {
    this.#failed = true;
    if (this.#reader === undefined && this.#headLength === 0) {
      this.#refusal ??= what;
      return;
    }
    this.#close();
    this.#problems.add(0, this.#length, what, 'what had not been read yet');
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#headLength + bytes.length;
    if (length > this.#head.length) {
      const larger = new Uint8Array(Math.max(length, this.#head.length * 2));
      larger.set(this.#kept());
      this.#head = larger;
    }
    this.#head.set(bytes, this.#headLength);
    this.#headLength = length;
  }

  #kept(): Uint8Array {
    return this.#head.subarray(0, this.#headLength);
  }

  #close(): void {
    if (this.#reader === undefined && !this.refused) this.#open(this.#kept());
    this.#reader?.end();
  }

  /** @param bytes the file's size */
  summary(bytes: number): InputSummary {
    return sumOutcomes(this.#options, bytes, [this.outcome()]).summary;
  }

  problems(): readonly Problem[] {
    return sumOutcomes(this.#options, 0, [this.outcome()]).problems;
  }

  outcome(): ContentOutcome {
    return {
      format: this.#format === undefined ? null : this.#format.name + this.suffix,
      tally: this.#tally.counts(),
      problems: this.#problems.listing(),
      refusal: this.#refusal ?? null,
      failed: this.#failed,
      lines: this.#lines,
    };
  }

  #open(bytes: Uint8Array): void {
    const format = recognise(new Head(bytes.subarray(0, HEAD_LENGTH)));
    this.#head = new Uint8Array(0);
    this.#headLength = 0;
    if (typeof format === 'string') {
      this.#refusal = format;
      return;
    }
    this.#format = format;
    this.#reader = format.open(this.#context());
    this.#reader.write(bytes);
  }

  #context(): ReadContext {
    return {
      builder: this.#builder,
      file: this.#options.number ?? this.#builder.addFile(this.#options.path),
      problems: this.#problems,
      tally: this.#tally,
    };
  }
}

import type { ColumnsBuilder } from './columns/builder';
import { IdReader } from './ids';
import type { ProblemList } from './problem-list';
import type { ReadContext } from './reader';
import type { SpanScanner } from './scanned/span-scanner';
import { TimeReader } from './time';

/** What the functions that read one content share, whichever format it has. */
export abstract class Reading {
  /** For spans that are written as usual; null where there is none. */
  readonly spanScanner: SpanScanner | null;
  readonly ids = new IdReader();
  readonly time = new TimeReader();
  readonly builder: ColumnsBuilder;
  readonly problems: ProblemList;
  readonly file: number;
  /** Bits for the ids of the span at hand that are none. */
  irregularIds = 0;

  constructor({ builder, file, problems }: ReadContext) {
    this.builder = builder;
    this.spanScanner = builder.spanScanner();
    this.problems = problems;
    this.file = file;
  }

  /** A problem at the scanner's position. */
  abstract problem(what: string, skipped: string): void;
}

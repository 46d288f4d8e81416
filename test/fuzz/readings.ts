import type { FetchRequest, TraceStore } from '../../engine';
import {
  ColumnsBuilder,
  type ContentOutcome,
  HEAD_LENGTH,
  Head,
  type InputSummary,
  type Problem,
  ProblemList,
  recognise,
  sumOutcomes,
  Tally,
  type TraceCatalog,
} from '../../traces';
import { openScanner } from '../support/open-scanner';
import { readPlainOtlp } from '../support/plain-otlp';

/** What all readings of an input are asked for. */
export interface Asked {
  readonly request: FetchRequest;
  readonly catalog: boolean;
}

/** How the bytes are handed over. */
export interface Way {
  readonly scanned: boolean;
  readonly pieces: number;
}

export interface Read {
  readonly store: TraceStore;
  readonly summary: InputSummary;
  readonly problems: readonly Problem[];
  readonly catalog: TraceCatalog | null;
}

export const PATH = 'x';

/** What the bytes are, which is the same however they are handed over; a sentence where they are nothing that is read. */
export function formatOf(bytes: Uint8Array): ReturnType<typeof recognise> {
  return recognise(new Head(bytes.subarray(0, HEAD_LENGTH)));
}

/** Hands the pieces to the format's own reader: what finds out the format would gather small ones first. */
export function readPieces(
  bytes: Uint8Array,
  { request, catalog }: Asked,
  { scanned, pieces }: Way,
  format = formatOf(bytes),
): Read {
  const builder = new ColumnsBuilder(request, { catalog, ...(scanned && { openScanner }) });
  const list = new ProblemList(PATH);
  const tally = new Tally();
  if (typeof format !== 'string') {
    const reader = format.open({ builder, file: builder.addFile(PATH), problems: list, tally });
    for (let at = 0; at < bytes.length; at += pieces) {
      // a copy that is spoilt afterwards: readers must not hold on to what they are given
      const piece = new Uint8Array(bytes.subarray(at, at + pieces));
      reader.write(piece);
      piece.fill(0x7b);
    }
    reader.end();
  }
  const outcome: ContentOutcome = {
    format: typeof format === 'string' ? null : format.name,
    tally: tally.counts(),
    problems: list.listing(),
    refusal: typeof format === 'string' ? format : null,
    failed: false,
    lines: 0,
  };
  const { summary, problems } = sumOutcomes({ path: PATH, named: true }, bytes.length, [outcome]);
  const built = builder.build();
  return { store: built.store, summary, problems: byOffset([...problems, ...built.problems]), catalog: built.catalog };
}

/** With JSON.parse; there are no problems then, and no catalog. */
export function readPlainly(text: string, { request }: Asked): TraceStore {
  const builder = new ColumnsBuilder(request);
  readPlainOtlp(text, builder, PATH);
  return builder.build().store;
}

function byOffset(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.offset - b.offset);
}

import type { InputSummary } from './input-summary';
import type { Problem } from './problem';
import { ProblemList, type ProblemListing } from './problem-list';
import { Tally, type TallyCount } from './tally';

/** What became of one content, or of a part of it, as plain data. */
export interface ContentOutcome {
  /** Of the format, with what was unpacked: `otlp-json+gzip`; null if it wasn't told. */
  readonly format: string | null;
  readonly tally: Readonly<Pick<Tally, TallyCount>>;
  readonly problems: ProblemListing;
  /** Why it is not read. */
  readonly refusal: string | null;
  /** Something went wrong outside of it. */
  readonly failed: boolean;
  /** How many lines were passed; 0 where nobody asked. */
  readonly lines: number;
}

/** Of one input: its summary and what reports list of it. */
export interface SummedInput {
  readonly summary: InputSummary;
  readonly problems: readonly Problem[];
}

/** @param parts of the content, in order; lines of each are counted from its own beginning */
export function sumOutcomes(
  { path, named }: { readonly path: string; readonly named: boolean },
  bytes: number,
  parts: readonly ContentOutcome[],
): SummedInput {
  const tally = new Tally();
  const problems = new ProblemList(path);
  let lines = 0;
  for (const part of parts) {
    tally.add(part.tally);
    problems.append(part.problems, lines);
    lines += part.lines;
  }
  const failed = parts.some((part) => part.failed);
  const format = parts[0]!.format;
  const refusal = parts[0]!.refusal ?? (format !== null && tally.traceDocuments === 0 ? withoutTraces(tally) : null);
  if (refusal !== null) {
    // nobody knows what was in a file that couldn't be read
    const told = named || failed ? [{ path, line: null, offset: 0, what: refusal, skipped: 'the file' }] : [];
    return {
      summary: { path, format: null, bytes, spans: 0, problems: told.length, skipped: refusal },
      problems: told,
    };
  }
  const shown = tally.tempoDocuments > 0 ? format!.replace(/^[^+]*/, 'tempo-json') : format;
  const summary = {
    path,
    format: shown,
    bytes,
    spans: tally.spans,
    problems: problems.count,
    skipped: tally.otherSignals(),
  };
  return { summary, problems: problems.list() };
}

function withoutTraces(tally: Tally): string {
  const others = tally.otherSignals();
  if (others !== null) return `There are no traces in it, but ${others}.`;
  if (tally.otherDocuments > 0) return 'This is no OTLP: there is no resourceSpans in it.';
  return 'There are no traces in it.';
}

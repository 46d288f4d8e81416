import type { ColumnsBuilder } from '../columns/builder';
import { hexWords } from '../hex';
import type { Problem } from '../problem';

/** That `row` has the ids of an earlier span of its trace, and other content. */
export function differingSpans(builder: ColumnsBuilder, row: number): Problem {
  const { spans, traceIds } = builder;
  const trace = spans.trace[row]!;
  const traceId = hexWords([0, 1, 2, 3].map((word) => traceIds.word(trace, word)));
  const spanId = hexWords([spans.idHigh[row]!, spans.idLow[row]!]);
  return {
    path: builder.files[spans.file[row]!]!,
    line: spans.line[row]! || null,
    offset: spans.offset[row]!,
    what: `another span of trace ${traceId} has the id ${spanId} and differs from this one`,
    skipped: 'nothing: both are judged, and children of that id belong to the earlier one',
  };
}

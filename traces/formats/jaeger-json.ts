import { JaegerReader } from '../plain/jaeger';
import type { TraceFormat } from './format';

/** `{"data": [{"traceID": …, "spans": [`; the trace alone; or the trace in place of the array. */
export const jaegerJson: TraceFormat = {
  name: 'jaeger-json',
  recognises: (head) => {
    const outline = head.json();
    if (outline === null || outline.isArray) return false;
    const isTrace = (depth: number) =>
      outline.keys[depth]!.has('spans') && isJaegers(outline.keys[depth]!, outline.keys[depth + 2]);
    return outline.keys[1]!.has('data') ? isTrace(2) || isTrace(3) : isTrace(1);
  },
  open: (context) => new JaegerReader(context),
};

/** OTLP has `spans` too, but no `processes`, and writes `traceId`. */
function isJaegers(trace: ReadonlySet<string>, span: ReadonlySet<string> | undefined): boolean {
  return trace.has('traceID') || trace.has('processes') || (span?.has('traceID') ?? false);
}

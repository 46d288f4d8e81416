import type { Location, Witness } from '../../report';
import type { TraceStore } from '../../store/store';
import { baseOf, isEvent, type Occurrence, spanOf, traceOf } from '../occurrence';
import type { Run } from '../run';

export function locationOf({ spans, files }: TraceStore, span: number): Location {
  const line = spans.line[span]!;
  return { path: files[spans.file[span]!] ?? '', line: line === 0 ? null : line, offset: spans.offset[span]! };
}

export function witnessOf(run: Run, occurrence: Occurrence): Witness {
  const { store } = run;
  const span = spanOf(store, occurrence);
  return {
    traceId: run.ids.ofTrace(traceOf(store, occurrence)),
    spanId: run.ids.ofSpan(span),
    spanName: textOf(run, store.spans.name[span]!),
    event: isEvent(store, baseOf(store, occurrence)) ? eventName(run, baseOf(store, occurrence)) : null,
    location: locationOf(store, span),
  };
}

function eventName(run: Run, occurrence: Occurrence): string {
  return textOf(run, run.store.events.name[occurrence - run.store.spans.count]!);
}

function textOf({ values }: Run, code: number): string {
  return code === 0 ? '' : String(values.present(code));
}

import { describe, expect, it } from 'vitest';
import { Parent, SpanFlag, TraceFlag, type TraceStore } from '../../engine';
import { storeOf } from '../support/store';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);

interface SpanText {
  readonly trace?: string;
  readonly id: string;
  readonly parent?: string;
  readonly start?: number;
  readonly [field: string]: unknown;
}

/** `id` and `parent` are one hex digit that is repeated. */
function traces(...spans: SpanText[]): string {
  const written = spans.map(({ trace = A, id, parent = '', start = 0, ...rest }) => ({
    traceId: trace,
    spanId: id.length === 1 ? id.repeat(16) : id,
    parentSpanId: parent.length === 1 ? parent.repeat(16) : parent,
    name: id,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 1),
    ...rest,
  }));
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: written }] }] });
}

/** One word for each span: its name, `<` and the name of its parent. */
function tree(store: TraceStore): string[] {
  const name = (row: number) => store.values.value(store.spans.name[row]!) as string;
  return Array.from({ length: store.spans.count }, (_, row) => {
    const parent = store.spans.parent[row]!;
    if (parent === Parent.none) return name(row);
    return `${name(row)}<${parent === Parent.missing ? '?' : name(parent)}`;
  });
}

describe('spans of a trace', () => {
  it('are ordered by start, then span id, and find their parents', () => {
    const store = storeOf(
      traces({ id: 'c', start: 5, parent: 'b' }, { id: 'b', start: 1, parent: 'a' }, { id: 'a', start: 1 }),
    );
    expect(tree(store)).toEqual(['a', 'b<a', 'c<b']);
    expect(store.traces.flags[0]).toBe(0);
  });

  it('are neighbours, and traces are ordered by id', () => {
    const store = storeOf(traces({ id: '1', trace: B }, { id: '2', trace: A }, { id: '3', trace: B }));
    expect(tree(store)).toEqual(['2', '1', '3']);
    expect([...store.traces.firstSpan]).toEqual([0, 1, 3]);
    expect([...store.spans.trace]).toEqual([0, 1, 1]);
    expect(store.traces.id[0]).toBe(0xaa);
  });

  it('have a missing parent only if they are neither SERVER nor CONSUMER', () => {
    const store = storeOf(
      traces({ id: '1', parent: 'f', kind: 2 }, { id: '2', parent: 'f', kind: 5 }, { id: '3', parent: 'f', kind: 3 }),
    );
    expect(tree(store)).toEqual(['1', '2', '3<?']);
    expect(store.traces.flags[0]).toBe(TraceFlag.missingParent);
  });

  it('look for parents in their own trace only', () => {
    expect(tree(storeOf(traces({ id: '1', trace: A }, { id: '2', trace: B, parent: '1' })))).toEqual(['1', '2<?']);
  });

  it('lose the circle at its earliest span', () => {
    const store = storeOf(
      traces(
        { id: '3', start: 3, parent: '2' },
        { id: '2', start: 2, parent: '4' },
        { id: '4', start: 4, parent: '3' },
        { id: '5', start: 5, parent: '5' },
      ),
    );
    expect(tree(store)).toEqual(['2<?', '3<2', '4<3', '5<?']);
    expect(store.traces.flags[0]).toBe(TraceFlag.missingParent);
  });

  it('may start before their parent without being a circle', () => {
    expect(tree(storeOf(traces({ id: '2', start: 1, parent: '1' }, { id: '1', start: 2 })))).toEqual(['2<1', '1']);
  });
});

describe('a span seen twice', () => {
  const span = { id: '1', start: 7, attributes: [{ key: 'k', value: { stringValue: 'v' } }], events: [{ name: 'e' }] };

  it('counts once', () => {
    const store = storeOf(traces(span) + traces({ id: '2', parent: '1', start: 8 }) + traces(span));
    expect(tree(store)).toEqual(['1', '2<1']);
    expect(store.events.count).toBe(1);
  });

  it('counts twice if an attribute, an event or the resource differs', () => {
    const other = { ...span, attributes: [{ key: 'k', value: { stringValue: 'w' } }] };
    expect(storeOf(traces(span) + traces(other)).spans.count).toBe(2);
    expect(storeOf(traces(span) + traces({ ...span, events: [] })).spans.count).toBe(2);
    const service = traces(span).replace(
      '{"scopeSpans"',
      '{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans"',
    );
    expect(storeOf(traces(span) + service).spans.count).toBe(2);
  });

  it('counts twice if its ids are none', () => {
    const store = storeOf(
      traces({ ...span, id: 'xxxxx' }) + traces({ ...span, id: 'xxxxx' }, { id: '2', parent: 'xxxxx', start: 9 }),
    );
    expect(tree(store)).toEqual(['xxxxx', 'xxxxx', '2<?']);
    expect(store.spans.flags[0]).toBe(SpanFlag.irregularId);
    expect(store.traces.flags[0]).toBe(TraceFlag.missingParent);
  });
});

describe('events and links', () => {
  it('follow their spans', () => {
    const store = storeOf(
      traces(
        { id: '2', start: 2, events: [{ name: 'c' }, { name: 'd' }], links: [{ traceId: B, spanId: '1'.repeat(16) }] },
        { id: '1', start: 1, events: [{ name: 'a', timeUnixNano: '1700000000123456789' }, { name: 'b' }] },
      ),
    );
    expect([...store.events.name].map((code) => store.values.value(code))).toEqual(['a', 'b', 'c', 'd']);
    expect([...store.events.span]).toEqual([0, 0, 1, 1]);
    expect([...store.spans.firstEvent]).toEqual([0, 2, 4]);
    expect([...store.spans.firstLink]).toEqual([0, 0, 1]);
    expect([store.events.time.seconds[0], store.events.time.nanoseconds[0]]).toEqual([1_700_000_000, 123_456_789]);
    expect(store.links.traceId[0]).toBe(0xbb);
  });
});

describe('what a trace says of itself', () => {
  it('is gathered from its spans', () => {
    const flags = (span: object) => storeOf(traces({ id: '1', ...span })).traces.flags[0];
    expect(flags({ droppedEventsCount: 1 })).toBe(TraceFlag.droppedEvents);
    expect(flags({ droppedLinksCount: 1 })).toBe(TraceFlag.droppedLinks);
    expect(flags({ traceState: 'x=1,ot=rv:1;th:8' })).toBe(TraceFlag.sampled);
    expect(flags({ traceState: 'ot=th:0' })).toBe(0);
  });
});

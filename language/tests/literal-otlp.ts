import type { AttributeValue } from '../../engine';
import type { LiteralNode, LiteralTrace } from './rule-test';

const MILLISECOND = 1_000_000n;
/** Tests start here: any fixed instant does, as long as verdicts don't hang on the clock. */
const EPOCH = BigInt(Date.UTC(2025, 0, 1)) * MILLISECOND;

interface Placed {
  readonly node: LiteralNode;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly start: bigint;
  end: bigint;
  readonly events: { readonly node: LiteralNode; readonly time: bigint }[];
}

/**
 * A test's traces as OTLP JSON, so that they are read like any other. By default each node starts one millisecond after
 * the one before, and a span ends one millisecond after the last thing in it.
 */
export function literalTracesAsOtlp(traces: readonly LiteralTrace[]): string {
  const layout = new Layout();
  traces.forEach((trace, index) => {
    for (const node of trace.nodes) layout.place(node, hex(index + 1, 32), null);
  });
  const byName = new Map<string, Placed>();
  for (const placed of layout.spans) if (!byName.has(placed.node.name)) byName.set(placed.node.name, placed);
  return JSON.stringify({ resourceSpans: layout.spans.map((placed) => resourceSpans(placed, byName)) });
}

class Layout {
  readonly spans: Placed[] = [];
  #now = EPOCH;

  place(node: LiteralNode, traceId: string, parent: Placed | null): bigint {
    const start = this.#startOf(node);
    this.#now = start + MILLISECOND;
    if (node.node === 'event') {
      parent?.events.push({ node, time: start });
      return start;
    }
    const spanId = hex(this.spans.length + 1, 16);
    const parentId = node.orphan ? missingParent(this.spans.length) : (parent?.spanId ?? '');
    const placed: Placed = { node, traceId, spanId, parentId, start, end: start, events: [] };
    this.spans.push(placed);
    for (const child of node.children) {
      const end = this.place(child, traceId, placed);
      if (end > placed.end) placed.end = end;
    }
    placed.end = node.duration === null ? maximum(placed.end, start) + MILLISECOND : start + node.duration;
    if (placed.end > this.#now) this.#now = placed.end;
    return placed.end;
  }

  #startOf({ start }: LiteralNode): bigint {
    if (!start) return this.#now;
    return start.absolute ? start.nanoseconds : EPOCH + start.nanoseconds;
  }
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

/** Far from the ids of spans that are there. */
function missingParent(index: number): string {
  return `ff${hex(index + 1, 14)}`;
}

function resourceSpans(placed: Placed, byName: ReadonlyMap<string, Placed>): object {
  const { node } = placed;
  const links = node.links.flatMap((name) => {
    const target = byName.get(name);
    return target ? [{ traceId: target.traceId, spanId: target.spanId }] : [];
  });
  const span = {
    traceId: placed.traceId,
    spanId: placed.spanId,
    parentSpanId: placed.parentId,
    name: node.name,
    kind: node.kind,
    startTimeUnixNano: String(placed.start),
    endTimeUnixNano: String(placed.end),
    attributes: keyValues(node.attributes),
    status: { code: node.status },
    links,
    events: placed.events.map((event) => ({
      name: event.node.name,
      timeUnixNano: String(event.time),
      attributes: keyValues(event.node.attributes),
      ...droppedCounts(event.node),
    })),
    ...droppedCounts(node),
  };
  const resource = node.service === null ? {} : { attributes: keyValues([['service.name', node.service]]) };
  return { resource, scopeSpans: [{ spans: [span] }] };
}

const COUNTS = {
  attributes: 'droppedAttributesCount',
  events: 'droppedEventsCount',
  links: 'droppedLinksCount',
} as const;

function droppedCounts({ dropped }: LiteralNode): object {
  return Object.fromEntries(dropped.map((what) => [COUNTS[what], 1]));
}

function keyValues(attributes: LiteralNode['attributes']): object[] {
  return attributes.map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: AttributeValue): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'bigint') return { intValue: String(value) };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: (value as readonly AttributeValue[]).map(anyValue) } };
}

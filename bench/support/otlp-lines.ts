import { FETCH_NOTHING, type FetchRequest } from '../../engine';

// Collector-style OTLP JSON lines of about 900 bytes a span, with a fixed seed.

export const SPANS_PER_LINE = 10;

/** Three attributes, as rules would read them. */
export const REQUEST: FetchRequest = {
  ...FETCH_NOTHING,
  span: ['db.query.text', 'http.response.status_code', 'tenant.id'],
  resource: ['service.name'],
  events: true,
  links: true,
};

/** Deterministic noise (mulberry32). */
let state = 42;
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}

function hex(digits: number): string {
  let text = '';
  while (text.length < digits) text += random(0x1_0000).toString(16).padStart(4, '0');
  return text;
}

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const int = (key: string, value: number) => ({ key, value: { intValue: String(value) } });

function spanOf(traceId: string, parentSpanId: string, i: number): Record<string, unknown> {
  const start = 1_729_260_300_000_000_000n + BigInt(i) * 1_000_003n;
  return {
    traceId,
    spanId: hex(16),
    parentSpanId,
    flags: 256,
    name: ['GET /orders', 'database.query', 'cache.get', 'render'][i % 4],
    kind: 1 + (i % 3),
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 500_000n),
    attributes: [
      text('http.request.method', 'GET'),
      text('url.path', `/orders/${random(5000)}`),
      int('http.response.status_code', 200),
      text('network.protocol.version', '1.1'),
      text('server.address', 'orders.internal'),
      int('server.port', 8080),
      text('user_agent.original', 'Mozilla/5.0 (X11; Linux x86_64) order-client'),
      text('db.query.text', `select * from orders_${random(50)} where tenant = $1 and id = $2`),
      text('tenant.id', `tenant-${random(1000)}`),
    ],
    status: {},
  };
}

/** One line's document: one trace of one service. */
export function documentOf(i: number): { resourceSpans: object[] } {
  const traceId = hex(32);
  const parent = hex(16);
  const resource = {
    attributes: [
      text('service.name', `order-api-${i % 7}`),
      text('service.version', '1.2.3'),
      text('host.name', 'node-1'),
    ],
  };
  const spans = Array.from({ length: SPANS_PER_LINE }, (_, k) =>
    spanOf(traceId, k === 0 ? '' : parent, i * SPANS_PER_LINE + k),
  );
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'http', version: '1' }, spans }] }] };
}

/** The same with its keys in any order. */
export function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [random(1000), key, shuffled(item)] as const);
  return Object.fromEntries(entries.sort((a, b) => a[0] - b[0]).map(([, key, item]) => [key, item]));
}

export function usualLine(document: object): string {
  return `${JSON.stringify(document)}\n`;
}

/** Keys in any order, and spaces. */
export function mixedLine(document: object): string {
  return `${JSON.stringify(shuffled(document), null, 1).replaceAll('\n', ' ')}\n`;
}

import { closeSync, openSync, writeSync } from 'node:fs';

/** Queries of one request. */
const QUERIES = 8;
const TABLES = ['orders', 'patients', 'appointments', 'invoices', 'patient_documents'];
const EPOCH_SECONDS = 1_725_170_400;

/** A file of collector-style OTLP JSON lines, and what must be found in it. */
export interface QueryFile {
  readonly queries: number;
  readonly spans: number;
  readonly bytes: number;
  /** The span ids of the queries that were answered without a check of the tenant. */
  readonly leaks: readonly string[];
}

/**
 * Requests of eight queries each; every query has a tenant check beneath it as an event, but for those that leak, which are spread
 * evenly. The same bytes for the same numbers.
 */
export function writeQueries(path: string, queries: number, leaks: number): QueryFile {
  const file = openSync(path, 'w');
  const every = Math.floor(queries / Math.max(1, leaks));
  const leaked: string[] = [];
  let [spans, bytes, pending] = [0, 0, [] as string[]];
  const flush = () => {
    const block = Buffer.from(pending.join(''));
    bytes += writeSync(file, block);
    pending = [];
  };
  for (let first = 0; first < queries; first += QUERIES) {
    const request = requestOf(first, Math.min(QUERIES, queries - first), (query) => {
      const leaks_ = leaks > 0 && query % every === every >> 1 && leaked.length < leaks;
      if (leaks_) leaked.push(spanId(query + 1));
      return leaks_;
    });
    spans += 1 + Math.min(QUERIES, queries - first);
    pending.push(request);
    if (pending.length === 2_000) flush();
  }
  flush();
  closeSync(file);
  return { queries, spans, bytes, leaks: leaked };
}

/** Mixed, so that ids look like ids; never zero. */
function hex(n: number, digits: number): string {
  const mixed = (Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) ^ Math.imul(n, 0x297a2d39)) >>> 0;
  return (n.toString(16).padStart(8, '0') + mixed.toString(16).padStart(8, '0')).padStart(digits, 'f');
}

const spanId = (query: number) => hex(query, 16);

const text = (key: string, value: string) => `{"key":"${key}","value":{"stringValue":"${value}"}}`;

function requestOf(first: number, count: number, leaks: (query: number) => boolean): string {
  const tenant = `tenant_${(first / QUERIES) % 340}`;
  const traceId = hex(first + 1, 32);
  const root = `a${spanId(first + 1).slice(1)}`;
  const at = (query: number, ms: number) => {
    const nanoseconds = (first * 977 + (query - first) * 9 + ms) % 1_000_000_000;
    return `${EPOCH_SECONDS + Math.floor(first / 600)}${String(nanoseconds).padStart(9, '0')}`;
  };
  const spans = [
    `{"traceId":"${traceId}","spanId":"${root}","parentSpanId":"","name":"api.request","kind":2,"startTimeUnixNano":"${at(first, 0)}","endTimeUnixNano":"${at(first, 99)}","attributes":[${text('http.request.method', 'GET')},${text('http.route', '/api/patients/{id}')},${text('url.path', `/api/patients/${first}`)},{"key":"http.response.status_code","value":{"intValue":"200"}},${text('user.tenant_id', tenant)}],"status":{}}`,
  ];
  for (let query = first; query < first + count; query++) {
    const table = TABLES[query % TABLES.length]!;
    const leaking = leaks(query);
    const filter = leaking ? '' : ' AND tenant_id = $2';
    const check = leaking
      ? ''
      : `,"events":[{"timeUnixNano":"${at(query, 3)}","name":"tenant_check","attributes":[${text('tenant_id', tenant)}]}]`;
    spans.push(
      `{"traceId":"${traceId}","spanId":"${spanId(query + 1)}","parentSpanId":"${root}","name":"database.query","kind":3,"startTimeUnixNano":"${at(query, 2)}","endTimeUnixNano":"${at(query, 7)}","attributes":[${text('db.system.name', 'postgresql')},${text('db.operation.name', 'SELECT')},${text('table', table)},${text('db.query.text', `SELECT * FROM ${table} WHERE id = $1${filter}`)},${text('tenant_id', tenant)},${text('server.address', 'db.internal')}]${check},"status":{}}`,
    );
  }
  const resource = `{"attributes":[${text('service.name', 'patient-api')},${text('service.version', '2.3.1')},${text('host.name', 'node-1')}]}`;
  return `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"scope":{"name":"patient-api"},"spans":[${spans.join()}]}]}]}\n`;
}

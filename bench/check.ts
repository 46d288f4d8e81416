// Whole processes of the command line: small and large files, memory, beside JSON.parse and DuckDB, and 2.4 million queries.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { bestOf, type ProcessRun } from './support/process';
import { type QueryFile, writeQueries } from './support/queries';

const folder = mkdtempSync(join(tmpdir(), 'ringfence-check-'));
const path = (name: string) => join(folder, name);

/** The question of the headline: which queries were answered without a check of the user's tenant? */
const QUESTION = `rule checked-per-query {
  each database.query as q
  always { q.has(tenant_check).where(tenant_id == q.user.tenant_id) }
}
`;

/** Ten that read three attributes of spans, and nothing of the vocabulary: two million subjects in 300 MB. */
const PLAIN_RULES = `signal stored = span where span:name == "database.query"
signal asked = span where span:name == "api.request"
rule known { each stored as q always { q.span.tenant_id != null } }
rule orders { each stored as q where q.table == "orders" always { q.span.tenant_id starts_with "tenant_" } }
rule patients { each stored as q where q.table == "patients" always { q.span.tenant_id starts_with "tenant_" } }
rule others { each stored as q where q.table in ["invoices", "appointments"] always { q.span.tenant_id != "nobody" } }
rule tables { each stored as q always { q.table in ["orders", "patients", "appointments", "invoices", "patient_documents"] } }
rule user { each asked as q always { q.span.user.tenant_id != null } }
rule one-request { each stored as q always { trace.count(asked) == 1 } }
rule secrets { each stored as q never { q.table == "secrets" } }
rule stores { each asked as q where q.span.user.tenant_id == "tenant_9" always { q.has(stored) } }
rule quick { each stored as q always { q.duration < 1s } }
`;

/** The question and nine more, in the words of the vocabulary, where what statements say goes into a tenant. */
const TEN_RULES = [
  QUESTION,
  ...['orders', 'patients', 'appointments'].map(
    (table) =>
      `rule ${table}-own { each database.query as q where q.table == "${table}" always { q.tenant_id == q.user.tenant_id } }\n`,
  ),
  ...['invoices', 'patient_documents', 'orders'].map(
    (table, i) =>
      `rule known-${i} { each database.query as q where q.table == "${table}" always { q.tenant_id != null } }\n`,
  ),
  'rule asked { when { database.query } always { api.request } }\n',
  'rule one-tenant { always { distinct(database.query.tenant_id) <= 1 } }\n',
  'rule no-other { always { trace.count(database.query.where(table == "secrets")) == 0 } }\n',
].join('');

interface Output {
  readonly summary: { readonly spans: number; readonly checked: number };
  readonly violations: readonly { readonly rule_id: string; readonly span_id: string }[];
}

async function check(rules: string, traces: string, times: number): Promise<ProcessRun & { readonly output: Output }> {
  const args = ['dist/cli.js', 'check', path(rules), '--traces', path(traces), '--format', 'json'];
  const found = await bestOf(times, process.execPath, args);
  return { ...found, output: JSON.parse(found.stdout) as Output };
}

/** @throws Error unless the leaks were found, every one and nothing else */
function exact({ output }: { readonly output: Output }, file: QueryFile): string {
  const found = output.violations
    .filter(({ rule_id }) => rule_id === 'checked-per-query')
    .map(({ span_id }) => span_id);
  const same = JSON.stringify(found.toSorted()) === JSON.stringify(file.leaks.toSorted());
  if (!same || output.summary.spans !== file.spans)
    throw new Error(`found ${found.length} of ${file.leaks.length} leaks`);
  return `${found.length} violations, the ${file.leaks.length} planted`;
}

/** One thread, JSON.parse of each line; with `columns` what the rules read is put into columns too, as a reader on JSON.parse must. */
const parsePass = (columns: boolean) => `
const fs = require('node:fs');
const file = fs.openSync(process.argv[1]);
let buffer = Buffer.alloc(1 << 24);
const codes = new Map();
const code = (value) => { let found = codes.get(value); if (found === undefined) codes.set(value, (found = codes.size + 1)); return found; };
const columns = Array.from({ length: 11 }, () => []);
const value = (attributes, key) => { const found = attributes.find((one) => one.key === key)?.value; return found === undefined ? 0 : code(Object.values(found)[0]); };
function take(document) {
  for (const { resource, scopeSpans } of document.resourceSpans) {
    const service = value(resource.attributes, 'service.name');
    for (const { spans } of scopeSpans) for (const span of spans) {
      const times = [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)];
      const row = [code(span.traceId), span.spanId, span.parentSpanId, code(span.name), span.kind, ...times, service,
        value(span.attributes, 'tenant_id'), value(span.attributes, 'user.tenant_id'), value(span.attributes, 'table')];
      for (let i = 0; i < row.length; i++) columns[i].push(row[i]);
      for (const event of span.events ?? []) value(event.attributes, 'tenant_id');
    }
  }
}
let kept = 0;
for (let read; (read = fs.readSync(file, buffer, kept, buffer.length - kept)) > 0; ) {
  const end = kept + read;
  let start = 0;
  for (let newline; (newline = buffer.indexOf(10, start)) >= 0 && newline < end; start = newline + 1) {
    const document = JSON.parse(buffer.toString('utf8', start, newline));
    if (${columns}) take(document);
  }
  buffer.copyWithin(0, start, end);
  kept = end - start;
}
`;

const DUCKDB = (file: string) => `
WITH blocks AS (
  SELECT unnest(from_json(json_extract(json, '$.resourceSpans[*].scopeSpans[*].spans'), '["JSON"]')) AS spans
  FROM read_ndjson_objects('${file}', maximum_object_size = 100000000)
), spans AS (
  SELECT unnest(from_json(spans, '["JSON"]')) AS span FROM blocks
), facts AS (
  SELECT span->>'$.traceId' AS trace, span->>'$.spanId' AS id, span->>'$.name' AS name, span->>'$.parentSpanId' AS parent,
    list_filter(from_json(span->'$.attributes', '["JSON"]'), lambda a: a->>'$.key' = 'user.tenant_id')[1]->>'$.value.stringValue' AS user_tenant,
    span->>'$.events[0].name' AS event, span->>'$.events[0].attributes[0].value.stringValue' AS checked
  FROM spans
)
SELECT q.id FROM facts q JOIN facts r ON r.trace = q.trace AND r.id = q.parent
WHERE q.name = 'database.query' AND (q.event IS DISTINCT FROM 'tenant_check' OR q.checked IS DISTINCT FROM r.user_tenant)`;

async function duckdb(file: string): Promise<{ seconds: number; ids: string[] }> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('SET threads = 2');
  const start = performance.now();
  const rows = (await connection.runAndReadAll(DUCKDB(file))).getRows();
  return { seconds: (performance.now() - start) / 1000, ids: rows.map(([id]) => String(id)) };
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e6 ? 1 : 0)} MB`;

async function main(): Promise<void> {
  writeFileSync(path('one.fence'), QUESTION);
  writeFileSync(path('ten.fence'), TEN_RULES);
  writeFileSync(path('plain.fence'), PLAIN_RULES);

  const small = writeQueries(path('small.jsonl'), 120, 1);
  const smallRun = await check('ten.fence', 'small.jsonl', 7);
  console.log(
    `${megabytes(small.bytes)}, ten rules: ${(smallRun.seconds * 1000).toFixed(0)} ms, ${smallRun.peakMegabytes} MB; ${exact(smallRun, small)}`,
  );

  const middle = writeQueries(path('middle.jsonl'), 332_000, 12);
  const plainRun = await check('plain.fence', 'middle.jsonl', 5);
  const middleRun = await check('ten.fence', 'middle.jsonl', 3);
  const parse = await bestOf(2, process.execPath, ['-e', parsePass(false), path('middle.jsonl')]);
  const columns = await bestOf(2, process.execPath, ['-e', parsePass(true), path('middle.jsonl')]);
  console.log(`${megabytes(middle.bytes)}, ${middle.spans} spans`);
  console.log(
    `  JSON.parse of its lines, one thread: ${parse.seconds.toFixed(2)} s, into columns ${columns.seconds.toFixed(2)} s`,
  );
  const beside = ({ seconds, peakMegabytes }: ProcessRun) =>
    `${seconds.toFixed(2)} s, ${(seconds / columns.seconds).toFixed(2)} of JSON.parse into columns, ${(seconds / parse.seconds).toFixed(2)} of JSON.parse alone, ${peakMegabytes} MB`;
  console.log(`  ten rules over three attributes: ${beside(plainRun)}; ${plainRun.output.summary.checked} subjects`);
  console.log(`  ten rules in the words of the vocabulary: ${beside(middleRun)}; ${exact(middleRun, middle)}`);
  const question = await check('one.fence', 'middle.jsonl', 3);
  const duck = await duckdb(path('middle.jsonl'));
  const agrees = JSON.stringify(duck.ids.toSorted()) === JSON.stringify(middle.leaks.toSorted());
  console.log(
    `  one rule: ${question.seconds.toFixed(2)} s; the same question in DuckDB, two threads: ${duck.seconds.toFixed(2)} s (${agrees ? 'the same answer' : `another answer: ${duck.ids.length}`}), ${(duck.seconds / question.seconds).toFixed(1)} times as long`,
  );

  if (process.argv.includes('--small')) return;
  const large = writeQueries(path('large.jsonl'), 1_470_000, 12);
  const largeRun = await check('ten.fence', 'large.jsonl', 1);
  console.log(
    `${megabytes(large.bytes)}, ${large.spans} spans, ten rules: ${largeRun.seconds.toFixed(2)} s, ${largeRun.peakMegabytes} MB; ${exact(largeRun, large)}`,
  );

  rmSync(path('large.jsonl'));
  const headline = writeQueries(path('headline.jsonl'), 2_400_000, 12);
  const headlineRun = await check('one.fence', 'headline.jsonl', 1);
  console.log(
    `2.4 million queries (${megabytes(headline.bytes)}, ${headline.spans} spans): ${headlineRun.seconds.toFixed(2)} s, ${headlineRun.peakMegabytes} MB; ${exact(headlineRun, headline)}`,
  );
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true }));

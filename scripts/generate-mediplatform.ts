// Writes the traces of samples/mediplatform:
//   node scripts/generate-mediplatform.ts [--requests N] [--out DIR]
// The bytes depend on N alone. The twelve leaking searches are the same for every N.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { LEAKED_FROM, LEAKED_TO, LEAKS, type Leak } from './mediplatform/breach.ts';
import { monthOf } from './mediplatform/calendar.ts';
import { Recorder } from './mediplatform/recorder.ts';
import { requests } from './mediplatform/schedule.ts';
import { TraceFiles } from './mediplatform/trace-files.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '240' },
    out: { type: 'string', default: join(import.meta.dirname, '../samples/mediplatform') },
  },
});
const count = Number(values.requests);
if (!Number.isSafeInteger(count) || count < LEAKS.length) {
  console.error(`--requests takes a whole number from ${LEAKS.length} on.`);
  process.exit(2);
}

const leaks = new Map(LEAKS.map((leak) => [leak.label, leak]));
const recorder = new Recorder();
const files = new TraceFiles(join(values.out, 'traces'));
const breakdown: object[] = [];
const written = { requests: 0, spans: 0, queries: 0 };

for (const request of requests(count)) {
  const spans = recorder.record(request);
  files.write(monthOf(request.moment), spans);
  written.requests++;
  written.spans += spans.length;
  written.queries += spans.filter((span) => span.name === 'database.query').length;
  const leak = leaks.get(request.label);
  if (leak !== undefined) breakdown.push(scopeOf(leak, spans));
}

/** What the search leaked, known because it was made so: the answer that the rules must find. */
function scopeOf(leak: Leak, spans: ReadableSpan[]): object {
  const query = spans.find((span) => span.name === 'database.query')!;
  const [seconds, nanoseconds] = query.startTime;
  return {
    trace_id: query.spanContext().traceId,
    span_id: query.spanContext().spanId,
    timestamp: `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanoseconds).padStart(9, '0')}Z`,
    tenant_id: LEAKED_TO,
    leaked_from_tenant: LEAKED_FROM,
    leaked_records: [leak.documentId],
    patient_ids: [leak.patientId],
    document_types: [leak.documentType],
    data_classes: leak.dataClasses,
  };
}

const breach = { violations: breakdown.length, requests: written.requests, queries: written.queries, breakdown };
writeFileSync(join(values.out, 'breach.json'), `${JSON.stringify(breach, null, 2)}\n`);
for (const { name, bytes } of files.close()) console.log(`${name}: ${bytes} bytes`);
console.log(
  `${written.requests} requests, ${written.queries} queries, ${written.spans} spans, ${breakdown.length} leaks`,
);

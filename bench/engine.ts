import { FETCH_NOTHING, fetchRequestOf, judge, type Plan, type TraceStore } from '../engine';
import { compileProject, parseRuleFile } from '../language';
import { packsIn, sqlBy } from '../project';
import { ColumnsBuilder } from '../traces';

// Judging alone: a million spans in traces of ten, in memory, one rule at a time, five times each. The first
// time a rule also makes the indexes it needs that belong to the store. Bundle it, then run it at the project's root:
// esbuild bench/engine.ts --bundle --platform=node --main-fields=module,main --outfile=out/bench-engine.cjs && node out/bench-engine.cjs

const SPANS = 1_000_000;
const SPANS_PER_TRACE = 10;
const packs = packsIn(process.argv[2] ?? 'packs');

const RULES: Readonly<Record<string, string>> = {
  'predicate: queries without a tenant': `
    signal query = span where span:kind == client and exists(db.query.text ?? db.statement)
    rule r { each query as q always { exists(q.tenant_id) } }`,
  'name and one attribute': 'rule r { each database.query as q always { q.db.collection.name != "secrets" } }',
  'tables of 50,000 statements': 'rule r { each database.query as q always { q.table != "secrets" } }',
  'a pattern': 'rule r { each database.query as q never { q.query matches "from secrets_[0-9]+" } }',
  'own tenant, inherited': 'rule r { each database.query as q always { q.tenant_id == q.user.tenant_id } }',
  'has in the trace': 'rule r { when { has(api.request) } always { has(database.query) } never { has(api.error) } }',
  'has below': 'rule r { each api.request as q always { q.has(database.query) } }',
  'has, narrowed': 'rule r { each database.query as q always { has(cache.get).where(tenant_id == q.tenant_id) } }',
  'sliding minute per tenant': 'rule r { per tenant_id window 1min always { count(api.request) <= 100000 } }',
  'group per user': 'rule r { per user.id always { count(api.request) <= 1000000 } }',
};

function planOf(text: string): Plan {
  const files = [parseRuleFile('file:///bench.fence', text)];
  const { plan, diagnostics } = compileProject({ files, packs });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return plan;
}

const NAMES = ['api.request', 'handler', 'database.query', 'cache.get', 'database.query', 'render', 'database.query'];
const SERVER = 2;
const CLIENT = 3;

function storeFor(plans: readonly Plan[]): TraceStore {
  const keys = [...new Set(plans.flatMap((plan) => fetchRequestOf(plan).span))].sort();
  const builder = new ColumnsBuilder({
    ...FETCH_NOTHING,
    span: keys,
    resource: ['service.name'],
  });
  const texts = (count: number, text: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => builder.values.intern(text(i)));
  const tenants = texts(1000, (i) => `tenant-${i}`);
  const users = texts(20_000, (i) => `user-${i}`);
  const queries = texts(50_000, (i) => `select * from orders_${i} where tenant = $1`);
  const tables = texts(50, (i) => `table_${i}`);
  const names = NAMES.map((name) => builder.values.intern(name));
  const resource = builder.resources.open();
  builder.resources.close(resource, Uint32Array.of(builder.values.intern('order-api')));
  const scope = builder.scopes.open();
  const set = (key: string, row: number, code: number) => {
    const place = keys.indexOf(key);
    if (place >= 0) builder.spanAttributes.set(place, row, code);
  };
  for (let i = 0; i < SPANS; i++) {
    const inTrace = i % SPANS_PER_TRACE;
    const trace = (i - inTrace) / SPANS_PER_TRACE;
    const kind = inTrace % NAMES.length;
    const row = builder.beginSpan();
    const { spans } = builder;
    spans.trace[row] = builder.traceIds.number(1, 2, 3, trace + 1);
    spans.idHigh[row] = 7;
    spans.idLow[row] = i + 1;
    if (inTrace > 0) {
      spans.parentState[row] = 1;
      spans.parentHigh[row] = 7;
      spans.parentLow[row] = i - inTrace + Math.floor((inTrace - 1) / 2) + 1;
    }
    spans.name[row] = names[kind]!;
    spans.kind[row] = inTrace === 0 ? SERVER : NAMES[kind] === 'database.query' ? CLIENT : 1;
    // traces start 10 ms apart
    const start = trace * 10 + inTrace;
    spans.startSeconds[row] = 1_729_260_300 + Math.floor(start / 1000);
    spans.startNanoseconds[row] = (start % 1000) * 1e6;
    spans.endSeconds[row] = spans.startSeconds[row]!;
    spans.endNanoseconds[row] = spans.startNanoseconds[row]! + 500_000;
    spans.resource[row] = resource;
    spans.instrumentation[row] = scope;
    const tenant = tenants[(trace * 7) % tenants.length]!;
    if (kind === 0) {
      set('user.tenant_id', row, tenant);
      set('user.id', row, users[trace % users.length]!);
    }
    if (kind !== 1 && kind !== 5) set('tenant.id', row, tenant);
    if (NAMES[kind] === 'database.query') {
      set('db.query.text', row, queries[i % queries.length]!);
      set('db.collection.name', row, tables[i % tables.length]!);
    }
    builder.commitSpan();
  }
  return builder.build().store;
}

async function main(): Promise<void> {
  const plans = Object.entries(RULES).map(([name, text]) => ({ name, plan: planOf(text) }));
  const store = storeFor(plans.map(({ plan }) => plan));
  const sqlFor = sqlBy('node_modules/libpg-query/wasm/libpg-query.wasm');
  console.log(`${store.spans.count} spans, ${store.traces.count} traces; milliseconds of processor time`);
  for (const { name, plan } of plans) {
    const sql = await sqlFor(plan, null);
    const times: string[] = [];
    let verdicts = '';
    for (let run = 0; run < 5; run++) {
      const start = process.cpuUsage();
      const { summary } = judge(plan, store, sql);
      times.push((process.cpuUsage(start).user / 1000).toFixed(1).padStart(8));
      const { held, violated, unproven, indeterminate, unkeyed } = summary;
      verdicts = `held ${held}, violated ${violated}, unproven ${unproven}, indeterminate ${indeterminate}, unkeyed ${unkeyed}`;
    }
    console.log(`${name.padEnd(40)}${times.join('')}   ${verdicts}`);
  }
}

void main();

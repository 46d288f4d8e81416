import { fetchRequestOf, judge, type Plan } from '../engine';
import { compileProject, parseRuleFile } from '../language';
import { findRules, packsIn, sqlBy } from '../project';
import { loadTraces } from '../traces/node';

// Every rule of every pack over 100,000 spans with 5,000 distinct SQL statements, from bytes to verdicts. Run it at the project's root.

const TRACES = 10_000;
const STATEMENTS = 5_000;
const WASM = 'node_modules/libpg-query/wasm/libpg-query.wasm';

const SHAPES: readonly ((i: number) => string)[] = [
  (i) => `SELECT id, name FROM users_${i} WHERE tenant_id = $1 AND id = $2`,
  (i) =>
    `SELECT o.id, o.total FROM orders_${i} o JOIN items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id WHERE o.tenant_id = $1 LIMIT 50`,
  (i) => `INSERT INTO audit_${i} (tenant_id, who, what) VALUES ($1, $2, 'login')`,
  (i) => `UPDATE orders_${i} SET state = 'paid' WHERE id = $2 AND tenant_id = $1`,
  (i) =>
    `SELECT v.day, v.n FROM (SELECT tenant_id, day, count(*) AS n FROM visits_${i} GROUP BY tenant_id, day) v WHERE v.tenant_id = $1`,
];
/** One in fifty. */
const OPEN_SHAPES: readonly ((i: number) => string)[] = [
  (i) => `SELECT d.id, d.body FROM documents_${i} d JOIN patients p ON p.id = d.patient_id WHERE p.tenant_id = $1`,
  (i) => `SELECT count(*) FROM visits_${i} WHERE day > $1`,
];
const statements = Array.from({ length: STATEMENTS }, (_, i) => {
  const shapes = i % 50 === 0 ? OPEN_SHAPES : SHAPES;
  return shapes[Math.floor(i / 50) % shapes.length]!(i);
});

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
const id = (n: number, digits: number) => n.toString(16).padStart(digits, '0');

/** A request of ten spans: it takes a connection, begins, says whose it is, asks the cache, runs four statements, commits. */
function trace(number: number): string {
  const tenant = `tenant_${number % 340}`;
  const startOf = (place: number) => `${1_729_260_300_000 + number * 20 + place}000000`;
  const span = (place: number, name: string, kind: number, attributes: readonly object[]) => ({
    traceId: id(number + 1, 32),
    spanId: id(number * 10 + place + 1, 16),
    ...(place > 0 && { parentSpanId: id(number * 10 + 1, 16) }),
    name,
    kind,
    startTimeUnixNano: startOf(place),
    endTimeUnixNano: place === 0 ? startOf(15) : startOf(place + 1),
    attributes,
  });
  const statement = (place: number, text: string) =>
    span(place, text.split(' ', 1)[0]!, 3, [
      attribute('db.system.name', 'postgresql'),
      attribute('db.query.text', text),
      attribute('db.namespace', 'main'),
      attribute('server.address', 'db-1'),
      attribute('db.query.parameter.0', number % 100 === 0 ? 'tenant_x' : tenant),
    ]);
  const spans = [
    span(0, 'GET /orders/{id}', 2, [
      attribute('http.request.method', 'GET'),
      attribute('http.route', '/orders/{id}'),
      attribute('tenant.id', tenant),
      attribute('user.id', `user-${number % 20_000}`),
      { key: 'http.response.status_code', value: { intValue: 200 } },
    ]),
    span(1, 'pool.acquire', 1, [attribute('db.client.connection.pool.name', 'main')]),
    statement(2, 'BEGIN'),
    statement(3, "SELECT set_config('app.current_tenant', $1, true)"),
    span(4, 'GET', 3, [
      attribute('db.system.name', 'redis'),
      attribute('db.query.text', `GET tenant:${tenant}:session:${number}`),
      attribute('db.operation.name', 'GET'),
    ]),
    ...[5, 6, 7, 8].map((place) => statement(place, statements[(number * 7 + place * 1237) % STATEMENTS]!)),
    statement(9, 'COMMIT'),
  ];
  return JSON.stringify({
    resourceSpans: [{ resource: { attributes: [attribute('service.name', 'order-api')] }, scopeSpans: [{ spans }] }],
  });
}

async function plans(): Promise<Plan> {
  const packs = packsIn('packs');
  const names = [...new Set(packs.names().filter((name) => name.startsWith('pack/')))].map(
    (name) => name.split('/')[1]!,
  );
  const { files, problems } = await findRules(
    '.',
    [...new Set(names)].map((name) => `pack/${name}`),
    packs,
  );
  if (problems.length > 0) throw new Error(problems.map(({ what }) => what).join('\n'));
  const parsed = files.map(({ uri, text }) => parseRuleFile(uri, text));
  const { plan, diagnostics } = compileProject({ files: parsed, packs });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(errors.map(({ uri, line, message }) => `${uri}:${line} ${message}`).join('\n'));
  return plan;
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const used = (process.cpuUsage(cpu).user / 1e6).toFixed(2);
  console.log(`${what.padEnd(32)}${((performance.now() - from) / 1000).toFixed(2)} s, ${used} s of processor time`);
  return result;
}

async function main(): Promise<void> {
  const lines = Array.from({ length: TRACES }, (_, i) => trace(i));
  const content = new TextEncoder().encode(lines.join('\n'));
  await timed('beside it: JSON.parse of all', () =>
    lines.reduce((sum, line) => sum + Object.keys(JSON.parse(line)).length, 0),
  );
  const plan = await timed('compile the packs', plans);
  const request = fetchRequestOf(plan);
  const input = { path: 'bench.jsonl', file: '', named: true, content };
  const { store } = await timed(`read ${(content.length / 1e6).toFixed(0)} MB`, () => loadTraces([input], request));
  const sqlFor = sqlBy(WASM);
  const sql = await timed('load the SQL parser', () => sqlFor(plan, null));
  const judgeBy = (mostListed: number) => () => judge(plan, store, { ...sql, mostListed });
  const { summary } = await timed(`judge by ${plan.rules.length} rules`, judgeBy(1_000));
  await timed('again, texts known', judgeBy(1_000));
  await timed('again, every finding listed', judgeBy(Number.POSITIVE_INFINITY));
  console.log(
    `${summary.spans} spans: ${summary.held} held, ${summary.violated} violated, ${summary.unproven} unproven`,
  );
  const slow = plan.rules.map((rule) => {
    const cpu = process.cpuUsage();
    judge({ ...plan, rules: [rule] }, store, sql);
    return { id: rule.id, seconds: process.cpuUsage(cpu).user / 1e6 };
  });
  const slowest = slow.sort((a, b) => b.seconds - a.seconds).slice(0, 8);
  console.log(`slowest alone: ${slowest.map(({ id, seconds }) => `${id} ${seconds.toFixed(2)} s`).join(', ')}`);
}

void main();

import { readFileSync } from 'node:fs';
import { loadSqlParser, SqlAnalyser } from '../sql';

// Distinct statements analysed and judged for one tenant column, in each dialect, from text to answer; then the same
// texts again, which are only looked up.

const TEXTS = 5000;
const wasm = readFileSync(process.argv[2] ?? 'node_modules/libpg-query/wasm/libpg-query.wasm');

const SHAPES: readonly ((i: number) => string)[] = [
  (i) => `SELECT id, name FROM users_${i} WHERE tenant_id = :t AND id = ${i}`,
  (i) =>
    `SELECT o.* FROM orders_${i} o JOIN items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id WHERE o.tenant_id = :t`,
  (i) => `INSERT INTO audit_${i} (tenant_id, who, what, at) VALUES (:t, 'u${i}', 'login', ${i})`,
  (i) => `UPDATE orders_${i} SET state = 'paid' WHERE id = ${i} AND tenant_id = :t`,
  (i) => `SELECT * FROM (SELECT tenant_id, count(*) AS n FROM visits_${i} GROUP BY tenant_id) v WHERE v.tenant_id = :t`,
  (i) => `DELETE FROM sessions WHERE tenant_id = :t AND id IN (SELECT id FROM stale_${i} WHERE age > ${i})`,
];

async function main(): Promise<void> {
  const started = performance.now();
  const parser = await loadSqlParser(wasm);
  console.log(`parser ready in ${(performance.now() - started).toFixed(0)} ms`);
  for (const dialect of ['postgresql', 'mysql', 'microsoft.sql_server', 'oracle.db', 'sqlite', 'other_sql']) {
    const parameter = dialect === 'microsoft.sql_server' ? '@t' : ':t';
    const texts = Array.from({ length: TEXTS }, (_, i) => SHAPES[i % SHAPES.length]!(i).replace(':t', parameter));
    const analyser = new SqlAnalyser(parser);
    const judge = (text: string) => analyser.analyse(text, dialect).filters(['tenant_id']);
    console.log(`${dialect}: ${measure(texts, judge)} statements/s, known ones ${measure(texts, judge)}/s`);
  }
}

function measure(texts: readonly string[], judge: (text: string) => unknown): string {
  const from = performance.now();
  for (const text of texts) judge(text);
  return Math.round((texts.length / (performance.now() - from)) * 1000).toLocaleString('en');
}

void main();

import { expect, it } from 'vitest';
import { judge, type SqlReader } from '../../engine';
import { otlpOf } from '../support/generate/otlp';
import { SQL } from '../support/sql';
import { storeOf } from '../support/store';
import { planOf } from './judging';

const TRACES = otlpOf([
  { id: 1, name: 'q', attributes: { 'db.query.text': 'SELECT a FROM one WHERE tenant_id = 1', text: 'x' } },
  { id: 2, name: 'q', attributes: { 'db.query.text': 'DELETE FROM two', text: 'y' } },
  { id: 3, name: 'q', attributes: { 'db.query.text': 'SELECT', text: 'SELECT a FROM "One"' } },
  { id: 4, name: 'q' },
]);

const RULES = [
  'sql(q.db.query.text).tables == "one"',
  'sql(q.db.query.text).operation == "DELETE"',
  'sql(q.db.query.text).operation == "SELECT"',
  'sql(q.db.query.text).filters(tenant_id)',
  'sql(q.db.query.text).pinned(tenant_id) == 1',
  'sql(lower(q.text)).tables == "one"',
  'sql(upper(q.text)).tables == "one"',
  'q.text == "y" and sql(q.db.query.text).is_valid',
].flatMap((condition) => [
  `signal w = span where span:name == "q"\nrule r { each w as q always { ${condition} } }`,
  `signal v = span where span:name == "q"\nsignal w = v where ${condition.replaceAll('q.', '')}\nrule r { each w as q always { q.text == "x" } }`,
]);

/** Says of every text what the other says of one. */
const DEAF: SqlReader = { analyse: (_, system) => SQL.sql!.analyse('DELETE FROM one WHERE tenant_id = 2', system) };

it('what was said of statements before is said again, by whoever said it', () => {
  const judgedBefore = storeOf(TRACES);
  const orders = [RULES, RULES.toReversed()].flatMap((rules) => [SQL, { sql: DEAF }].map((by) => ({ rules, by })));
  for (const { rules, by } of [...orders, ...orders]) {
    for (const text of rules) {
      const plan = planOf(text);
      expect(judge(plan, judgedBefore, by), text).toEqual(judge(plan, storeOf(TRACES), by));
    }
  }
});

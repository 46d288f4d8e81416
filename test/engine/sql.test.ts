import { describe, expect, test } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { judged, only, truth, verdicts } from './judging';

const PG = { 'db.system.name': 'postgresql' };

/** A condition on one statement, and more attributes of its span. */
function on(
  statement: string | undefined,
  condition: string,
  more: Record<string, string | number> = {},
  declarations = '',
) {
  const text: ShortSpan['attributes'] = statement === undefined ? {} : { 'db.query.text': statement };
  return truth(condition.replaceAll('SQL', 'sql(q.db.query.text)'), { ...PG, ...text, ...more }, {}, declarations);
}

describe('parts of a statement', () => {
  test.each([
    ['SQL.operation == "SELECT"', 'true'],
    ['SQL.tables contains "orders"', 'true'],
    ['"orders" in SQL.tables', 'true'],
    ['SQL.tables == ["customers"]', 'false'],
    ['SQL.columns contains "total"', 'true'],
    ['SQL.literals contains 7', 'true'],
    ['SQL.limit == 50', 'true'],
    ['SQL.limit <= 10', 'false'],
    ['SQL.alters == ["orders"]', 'false'],
    ['SQL.is_valid', 'true'],
    ['length(SQL.tables) == 1', 'true'],
    ['SQL.operation.starts_with("SEL")', 'true'],
    ['exists(SQL.setting("app.tenant_id"))', 'false'],
    ['SQL.filters(tenant_id)', 'true'],
    ['SQL.filters("tenant_id")', 'true'],
    ['SQL.filters([org_id, tenant_id])', 'true'],
    ['SQL.filters(org_id)', 'false'],
    ['SQL.pinned(tenant_id) == 7', 'true'],
    ['SQL.pinned(tenant_id) == 8', 'false'],
    ['SQL.unfiltered(org_id) == ["orders"]', 'true'],
    ['length(SQL.unfiltered(tenant_id)) == 0', 'true'],
    ['SQL.unfiltered(org_id).remedy contains "Add o.org_id = <tenant> to the condition."', 'true'],
  ])('%s', (condition, expected) => {
    expect(on('SELECT total FROM orders o WHERE tenant_id = 7 LIMIT 50', condition)).toBe(expected);
  });

  test.each([
    'SQL.operation == "SELECT"',
    'SQL.tables contains "x"',
    'SQL.filters(tenant_id)',
    'not SQL.filters(tenant_id)',
    'SQL.pinned(tenant_id) == 1',
    'exists(SQL.tables)',
    'exists(SQL.filters(tenant_id))',
    'length(SQL.unfiltered(tenant_id)) == 0',
    'SQL.limit == null',
  ])('unknown where the text can’t be read, or was cut: %s', (condition) => {
    expect(on('SELECT ((( FROM', condition)).toBe('unknown');
    expect(on('SELECT * FROM orders WHERE tenant_id = 1 …', condition)).toBe('unknown');
  });

  test('validity is known all the same', () => {
    expect(on('SELECT ((( FROM', 'SQL.is_valid')).toBe('false');
    expect(on('SELECT * FROM orders WHERE tenant_id = 1 …', 'SQL.is_valid')).toBe('false');
  });

  test.each([
    ['SQL.filters(tenant_id)', 'unknown'],
    ['SQL.pinned(tenant_id) == 1', 'unknown'],
    ['exists(SQL.tables)', 'false'],
    ['SQL.is_valid', 'unknown'],
  ])('without a text: %s', (condition, expected) => {
    expect(on(undefined, condition)).toBe(expected);
  });

  test('what is no text is no statement', () => {
    expect(truth('sql(q.n).is_valid', { n: 5 })).toBe('unknown');
  });

  test('the dialect is that of the span', () => {
    const text = 'SELECT * FROM `orders` WHERE `tenant_id` = 7';
    expect(on(text, 'SQL.filters(tenant_id)', { 'db.system.name': 'mysql' })).toBe('true');
    expect(on(text, 'SQL.filters(tenant_id)', { 'db.system.name': 'postgresql' })).toBe('unknown');
    const deprecated = truth('sql(q.db.statement).filters(tenant_id)', { 'db.system': 'mysql', 'db.statement': text });
    expect(deprecated).toBe('true');
  });

  test('a limit that is a parameter', () => {
    const text = 'SELECT * FROM orders LIMIT $1';
    expect(on(text, 'SQL.limit <= 100', { 'db.query.parameter.0': '50' })).toBe('true');
    expect(on(text, 'SQL.limit <= 100')).toBe('unknown');
    expect(on(text, 'SQL.limit == null')).toBe('unknown');
    expect(on('SELECT * FROM orders', 'SQL.limit == null')).toBe('true');
  });

  test('a setting that a statement gives', () => {
    const text = "SELECT set_config('app.tenant_id', $1, true)";
    expect(on(text, 'SQL.setting("app.tenant_id") == "a"', { 'db.query.parameter.0': 'a' })).toBe('true');
    expect(on(text, 'SQL.setting(app.tenant_id) == "a"')).toBe('unknown');
    expect(on(text, 'exists(SQL.setting(app.tenant_id))')).toBe('true');
    expect(on(text, '(SQL.setting(app.tenant_id) ?? "a") == "a"')).toBe('unknown');
    expect(on("SET app.tenant_id = 'b'", 'SQL.setting("app.tenant_id") == "a"')).toBe('false');
  });
});

describe('pinned values', () => {
  const BY_PARAMETER =
    'SELECT * FROM orders o JOIN notes n ON n.order_id = o.id WHERE o.tenant_id = $1 AND n.tenant_id = $2';
  const OWN = 'SQL.pinned(tenant_id) == q.tenant';

  test.each([
    ['both as demanded', { 'db.query.parameter.0': 'a', 'db.query.parameter.1': 'a' }, 'true'],
    ['one of another tenant', { 'db.query.parameter.0': 'a', 'db.query.parameter.1': 'b' }, 'false'],
    ['one that nobody recorded', { 'db.query.parameter.0': 'a' }, 'unknown'],
    ['one of another tenant, one that nobody recorded', { 'db.query.parameter.1': 'b' }, 'false'],
    ['none recorded', {}, 'unknown'],
  ])('%s', (_, parameters, expected) => {
    expect(on(BY_PARAMETER, OWN, { tenant: 'a', ...parameters })).toBe(expected);
    const opposite = { true: 'false', false: 'true', unknown: 'unknown' }[expected];
    expect(on(BY_PARAMETER, 'SQL.pinned(tenant_id) != q.tenant', { tenant: 'a', ...parameters })).toBe(opposite);
    expect(on(BY_PARAMETER, 'q.tenant == SQL.pinned(tenant_id)', { tenant: 'a', ...parameters })).toBe(expected);
    expect(on(BY_PARAMETER, 'SQL.pinned(tenant_id) in [q.tenant, "c"]', { tenant: 'a', ...parameters })).toBe(expected);
  });

  test('one value that is known is a value like any other', () => {
    const text = "SELECT * FROM orders o JOIN notes n ON n.x = o.x WHERE o.tenant_id = 'a' AND n.tenant_id = 'a'";
    expect(on(text, 'upper(SQL.pinned(tenant_id)) == "A"')).toBe('true');
    expect(on('SELECT * FROM orders WHERE tenant_id = $1', 'upper(SQL.pinned(tenant_id)) == "A"')).toBe('unknown');
  });

  test('named and plain placeholders', () => {
    const named = { 'db.query.parameter.tenant': 'a', tenant: 'a' };
    expect(on('SELECT * FROM orders WHERE tenant_id = :tenant', OWN, named)).toBe('true');
    const plain = { 'db.system.name': 'mysql', 'db.query.parameter.1': 'a', tenant: 'a' };
    expect(on('SELECT * FROM orders WHERE x = ? AND tenant_id = ?', OWN, plain)).toBe('true');
  });

  test('a table that isn’t pinned equals no tenant', () => {
    const text = "SELECT * FROM orders o JOIN notes n ON n.order_id = o.id WHERE o.tenant_id = 'a'";
    expect(on(text, OWN, { tenant: 'a' })).toBe('false');
    expect(on(text, 'exists(SQL.pinned(tenant_id))')).toBe('false');
  });

  test('a setting’s value is not in the statement', () => {
    const text = "SELECT * FROM orders WHERE tenant_id = current_setting('app.tenant')";
    expect(on(text, 'SQL.filters(tenant_id)')).toBe('true');
    expect(on(text, OWN, { tenant: 'a' })).toBe('unknown');
  });

  test('a statement without tables has none', () => {
    expect(on('SELECT 1', 'exists(SQL.pinned(tenant_id))')).toBe('false');
    expect(on('SELECT 1', OWN, { tenant: 'a' })).toBe('unknown');
    expect(on('SELECT 1', 'SQL.filters(tenant_id)')).toBe('true');
  });

  test('a value compared with itself proves nothing', () => {
    const text = 'SELECT * FROM orders WHERE tenant_id = 7';
    expect(on(text, 'SQL.pinned(tenant_id) == SQL.pinned(tenant_id)')).toBe('unknown');
  });

  test('through a field, and behind ??', () => {
    const declarations = 'signal filtered = span "s" { tenant = sql(db.query.text).pinned(tenant_id) ?? other }';
    const rules = (text: string) =>
      `${declarations}\nrule r { each filtered as q always { q.tenant == q.own } }\n${text}`;
    const span = (parameter: string): ShortSpan => ({
      id: 1,
      name: 's',
      attributes: {
        ...PG,
        'db.query.text': BY_PARAMETER,
        own: 'a',
        'db.query.parameter.0': 'a',
        'db.query.parameter.1': parameter,
      },
    });
    expect(verdicts(rules(''), [span('a')])).toBe('held 1');
    expect(verdicts(rules(''), [span('b')])).toBe('violated 1');
  });

  test('an event’s statement takes its span’s parameters', () => {
    const span: ShortSpan = {
      id: 1,
      name: 's',
      attributes: { ...PG, 'db.query.parameter.0': 'a' },
      events: [{ name: 'e', at: 1, attributes: { 'db.query.text': 'SELECT * FROM t WHERE tenant_id = $1' } }],
    };
    const rule = 'rule r { each event as e always { sql(e.db.query.text).pinned(tenant_id) == "a" } }';
    expect(verdicts(rule, [span])).toBe('held 1');
  });

  test('the parent’s statement takes the parent’s parameters', () => {
    const spans: ShortSpan[] = [
      {
        id: 1,
        name: 'p',
        attributes: { ...PG, 'db.query.text': 'SELECT * FROM t WHERE tenant_id = $1', 'db.query.parameter.0': 'a' },
      },
      { id: 2, parent: 1, name: 'c', attributes: { 'db.query.parameter.0': 'b' } },
    ];
    const rule = 'rule r { each c as c always { sql(c.parent.db.query.text).pinned(tenant_id) == "a" } }';
    expect(verdicts(rule, spans)).toBe('held 1');
  });
});

describe('tenant tables', () => {
  const JOIN = "SELECT * FROM orders o JOIN countries c ON c.id = o.country WHERE o.tenant_id = 'a'";

  test('every table, or those that are declared', () => {
    expect(on(JOIN, 'SQL.filters(tenant_id)')).toBe('false');
    expect(on(JOIN, 'SQL.filters(tenant_id)', {}, 'let multi_tenant_tables = ["orders"]')).toBe('true');
    expect(on(JOIN, 'SQL.filters(tenant_id)', {}, 'param multi_tenant_tables = ["orders"]')).toBe('true');
    expect(on(JOIN, 'SQL.filters(tenant_id)', {}, 'let multi_tenant_tables = []')).toBe('false');
  });
});

test('tables of a schema are called by their own names too', () => {
  const text = 'SELECT * FROM app.orders JOIN app.notes ON true';
  expect(on(text, '"orders" in SQL.tables and "app.orders" in SQL.tables')).toBe('true');
  expect(on(text, '"app" in SQL.tables')).toBe('false');
});

describe('tables that row-level security guards', () => {
  const RULES = `
let multi_tenant_tables = ["orders", "notes"]
let rls_tables = ["orders"]
rule r { each database.query as q always { sql(q.db.query.text).filters(tenant_id) } }`;
  const request: ShortSpan = { id: 1, name: 'request', kind: 'server', start: 0, duration: 100 };
  const query = (text: string, attributes = {}): ShortSpan => ({
    id: 3,
    parent: 1,
    name: 'database.query',
    start: 20,
    duration: 5,
    attributes: { ...PG, 'db.query.text': text, ...attributes },
  });
  const context = (start: number, attributes = {}, name = 'tenant.context_set', id = 2): ShortSpan => ({
    id,
    parent: 1,
    name,
    start,
    duration: 1,
    attributes,
  });

  test.each([
    ['the context was set before', [context(10)], 'held 1'],
    ['it was not', [], 'violated 1'],
    ['it was set after', [context(30)], 'violated 1'],
    ['it was cleared since', [context(10), context(15, {}, 'tenant.context_cleared', 4)], 'violated 1'],
    ['it was cleared before it was set', [context(10), context(5, {}, 'tenant.context_cleared', 4)], 'held 1'],
    ['it was cleared after', [context(10), context(40, {}, 'tenant.context_cleared', 4)], 'held 1'],
    ['it was set at the same instant', [context(20)], 'unproven 1'],
    [
      'it was set, and cleared at that same instant',
      [context(10), context(10, {}, 'tenant.context_cleared', 4)],
      'unproven 1',
    ],
    [
      'it was cleared at the statement’s instant',
      [context(10), context(20, {}, 'tenant.context_cleared', 4)],
      'unproven 1',
    ],
    ['it was set around the statement', [{ ...context(10), duration: 50 }], 'held 1'],
    ['it was set on another connection', [context(10, { 'connection.id': 'x' })], 'violated 1'],
    ['it was set on this connection', [context(10, { 'connection.id': 'c' })], 'held 1'],
  ])('%s', (_, spans, expected) => {
    expect(verdicts(RULES, [request, query('SELECT * FROM orders', { 'connection.id': 'c' }), ...spans])).toBe(
      expected,
    );
  });

  test('that the context is missing is said', () => {
    const [violation] = judged(RULES, [request, query('SELECT * FROM orders')]).violations;
    expect(violation!.explanation[0]!.operands.slice(1).map(({ value }) => value)).toEqual([
      'Rows are read from orders with no tenant_id pinned to one value. Row-level security doesn’t either: the tenant’s context was not set before.',
      'Set the tenant’s context first. Or: Add orders.tenant_id = <tenant> to the condition.',
    ]);
  });

  test('a table without a policy is open whatever is set', () => {
    expect(verdicts(RULES, [request, context(10), query('SELECT * FROM orders JOIN notes USING (id)')])).toBe(
      'violated 1',
    );
    const pinned = "SELECT * FROM orders JOIN notes USING (id) WHERE notes.tenant_id = 'a'";
    expect(verdicts(RULES, [request, context(10), query(pinned)])).toBe('held 1');
  });

  test('in a trace that isn’t whole nobody knows', () => {
    const stray: ShortSpan = { id: 9, parent: 8, name: 'stray' };
    expect(verdicts(RULES, [request, stray, query('SELECT * FROM orders')])).toBe('unproven 1');
  });

  test('in a group it is still the trace that counts', () => {
    const rule = RULES.replace('each', 'per service each').replace('rule r', 'rule r');
    const spans = [request, context(10), query('SELECT * FROM orders')];
    expect(verdicts(rule, spans)).toBe('held 1');
  });

  test('a statement that filters needs no context', () => {
    expect(verdicts(RULES, [request, query("SELECT * FROM orders WHERE tenant_id = 'a'")])).toBe('held 1');
  });
});

describe('explanations', () => {
  const rule = (condition: string) =>
    `rule r { each s as q always { ${condition} } message "{sql(q.db.query.text).unfiltered(tenant_id)}" }`;
  const span = (text: string, more = {}): ShortSpan => ({
    id: 1,
    name: 's',
    attributes: { ...PG, 'db.query.text': text, ...more },
  });
  const operands = (condition: string, text: string, more = {}) => {
    const finding = only(judged(rule(condition), [span(text, more)]));
    return finding.explanation.flatMap(({ operands }) =>
      operands.slice(1).map(({ name, value, from }) => `${name} = ${value} (${from})`),
    );
  };

  test('which table, where, why, and what would pin it', () => {
    const text = 'SELECT d.body FROM patients p JOIN patient_documents d ON d.patient_id = p.id WHERE p.tenant_id = $1';
    expect(operands('sql(q.db.query.text).filters(tenant_id)', text)).toMatchSnapshot();
    expect(only(judged(rule('sql(q.db.query.text).filters(tenant_id)'), [span(text)])).message).toBe(
      'patient_documents',
    );
  });

  test('a message names the tables that are in doubt', () => {
    const text = 'SELECT * FROM t WHERE tenant_id = my_tenant()';
    const { unproven } = judged(rule('sql(q.db.query.text).filters(tenant_id)'), [span(text)]);
    expect(unproven.map(({ message }) => message)).toEqual(['t']);
    const cut = judged(rule('sql(q.db.query.text).filters(tenant_id)'), [span('SELEC')]).unproven;
    expect(cut.map(({ message }) => message)).toEqual(['(absent)']);
  });

  test('what can’t be decided, and why', () => {
    expect(
      operands('sql(q.db.query.text).filters(tenant_id)', 'SELECT * FROM t WHERE tenant_id = my_tenant()'),
    ).toMatchSnapshot();
    expect(operands('sql(q.db.query.text).filters(tenant_id)', 'SELEC')).toMatchSnapshot();
    expect(operands('sql(q.db.query.text).tables contains "x"', 'SELECT * FROM t…')).toMatchSnapshot();
  });

  test('which values', () => {
    const text = 'SELECT * FROM t WHERE tenant_id = $1';
    const condition = 'sql(q.db.query.text).pinned(tenant_id) == "a"';
    expect(operands(condition, text, { 'db.query.parameter.0': 'b' })).toMatchSnapshot();
    expect(operands(condition, text)).toMatchSnapshot();
    const { missing } = only(judged(rule(condition), [span(text)]));
    expect(missing).toEqual([{ name: 'db.query.parameter.0', reason: 'absent' }]);
  });
});

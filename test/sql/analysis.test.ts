import { describe, expect, test } from 'vitest';
import { analyseSql, readSqlSchema, SqlAnalyser, type SqlSchema, type TenantQuestion } from '../../sql';
import { parser } from './parser';

const TENANT: TenantQuestion = { columns: ['tenant_id'] };

function analyse(text: string, dialect = 'postgresql', schema?: SqlSchema) {
  return analyseSql(parser, text, { dialect, ...(schema && { schema }) });
}

function texts(text: string, dialect?: string) {
  return analyse(text, dialect)
    .pinned(['tenant_id'])
    .map((value) => (value.kind === 'parameter' ? `${value.text} ${value.key}` : `${value.kind} ${value.text}`));
}

describe('what a text says', () => {
  test.each([
    ['SELECT 1', 'SELECT'],
    ['WITH x AS (SELECT 1) DELETE FROM a USING x', 'DELETE'],
    ['(select 1) union (select 2)', 'SELECT'],
    ['begin; set local a.b = 1; update t set x = 1; commit', 'UPDATE'],
    ['alter table t add x int', 'ALTER'],
    ['explain select 1', 'EXPLAIN'],
    ['!', ''],
  ])('operation of %s', (text, operation) => {
    expect(analyse(text).operation).toBe(operation);
  });

  test.each([
    ['SELECT * FROM a JOIN s.b ON true WHERE x IN (SELECT y FROM c)', ['a', 's.b', 'c']],
    ['WITH x AS (SELECT * FROM a) SELECT * FROM x', ['a']],
    ['INSERT INTO a (x) SELECT x FROM b', ['a', 'b']],
    ['DROP TABLE a, s.b', ['a', 's.b']],
    ['MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN DELETE', ['a', 'b']],
  ])('tables of %s', (text, tables) => {
    expect(new Set(analyse(text).tables)).toEqual(new Set(tables));
  });

  test('tables that T-SQL names by alias, and MySQL by several', () => {
    expect(analyse('DELETE o FROM orders o WHERE o.id = @p', 'mssql').tables).toEqual(['orders']);
    expect(analyse('UPDATE a JOIN b ON a.x = b.x SET a.y = 1', 'mysql').tables).toEqual(['a', 'b']);
  });

  test('columns and literals', () => {
    const analysis = analyse("SELECT a, t.b FROM t WHERE c = 'x''y' AND d > 5.0 AND e = true");
    expect(analysis.columns).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(analysis.literals.map((value) => value.kind === 'literal' && value.value)).toEqual(["x'y", '5.0', true]);
    expect(analyse('INSERT INTO t (a, b) VALUES (1, 2)').columns).toEqual(['a', 'b']);
  });

  test.each([
    ['SELECT * FROM t LIMIT 10', 'postgresql', '10'],
    ['SELECT * FROM t LIMIT 5, 20', 'mysql', '20'],
    ['SELECT TOP (7) * FROM t', 'mssql', '7'],
    ['SELECT * FROM t FETCH FIRST 3 ROWS ONLY', 'oracle', '3'],
    ['DELETE FROM t LIMIT 4', 'mysql', '4'],
    ['SELECT * FROM t LIMIT $1', 'postgresql', '$1'],
    ['SELECT * FROM (SELECT * FROM t LIMIT 5) x', 'postgresql', undefined],
  ])('limit of %s', (text, dialect, limit) => {
    expect(analyse(text, dialect).limit?.text).toBe(limit);
  });

  test.each([
    ['ALTER TABLE s.t DISABLE ROW LEVEL SECURITY', ['s.t']],
    ['CREATE POLICY p ON t USING (true)', ['t']],
    ['DROP POLICY p ON t', ['t']],
    ['DROP TABLE a, b', ['a', 'b']],
    ['CREATE TABLE t (id int REFERENCES other)', ['t']],
    ['CREATE INDEX ON t (x)', ['t']],
    ['ALTER TABLE t RENAME TO u', ['t']],
    ['SELECT * FROM t', []],
  ])('alters of %s', (text, alters) => {
    expect(analyse(text).alters).toEqual(alters);
  });

  test.each([
    ["SET app.tenant = 'acme'", 'postgresql', "'acme'"],
    ['SET LOCAL app.tenant TO 5', 'postgresql', '5'],
    ["SELECT set_config('app.tenant', $1, true)", 'postgresql', '$1'],
    ["SET app.tenant = 'a'; SET app.tenant = 'b'", 'postgresql', "'b'"],
    ["SET app.tenant = 'a'; RESET app.tenant", 'postgresql', undefined],
    ["SET app.tenant = 'a'; DISCARD ALL", 'postgresql', undefined],
    ["SET app.other = 'a'", 'postgresql', undefined],
  ])('setting in %s', (text, dialect, value) => {
    expect(analyse(text, dialect).setting('app.tenant')?.text).toBe(value);
  });

  test('settings elsewhere', () => {
    expect(analyse('SET @tenant = 5', 'mysql').setting('tenant')?.text).toBe('5');
    expect(analyse("EXEC sp_set_session_context @key = N'tenant', @value = @p0", 'mssql').setting('tenant')?.text).toBe(
      '@p0',
    );
    expect(analyse("EXEC sp_set_session_context N'tenant', 7", 'mssql').setting('tenant')?.text).toBe('7');
  });

  test('whether it is valid, and why not', () => {
    expect(analyse('SELECT 1').isValid).toBe(true);
    expect(analyse('SELECT é FROM t WHERE x = = 1').problems).toEqual([
      { what: 'syntax error at or near "="', offset: 26 },
    ]);
    expect(analyse('').isValid).toBe(false);
  });
});

describe('pinned', () => {
  test.each([
    ['SELECT * FROM a WHERE tenant_id = $2 AND x = $1', 'postgresql', ['$2 1']],
    ['SELECT * FROM a WHERE x = ? AND tenant_id = ?', 'mysql', ['? 1']],
    ['SELECT * FROM a WHERE tenant_id = ? LIMIT ?, ?', 'mysql', ['? 0']],
    ['UPDATE a JOIN b ON b.tenant_id = ? SET a.x = ? WHERE a.tenant_id = ?', 'mysql', ['? 2', '? 0']],
    ['SELECT * FROM a WHERE tenant_id = :tenant', 'oracle.db', [':tenant tenant']],
    ['SELECT * FROM a WHERE tenant_id = @p1', 'mssql', ['@p1 p1']],
    ['SELECT * FROM a WHERE tenant_id = %(t)s', 'postgresql', ['%(t)s t']],
    ["SELECT * FROM a WHERE tenant_id = 'x'", 'postgresql', ["literal 'x'"]],
    ["SELECT * FROM a WHERE tenant_id = current_setting('app.t')", 'postgresql', ["setting current_setting('app.t')"]],
    ['SELECT * FROM a WHERE tenant_id = @t', 'mysql', ['setting @t']],
    ['SELECT * FROM a JOIN b USING (tenant_id) WHERE a.tenant_id = 5', 'postgresql', ['literal 5']],
    ['SELECT * FROM a', 'postgresql', []],
    ['INSERT INTO a (x, tenant_id) VALUES ($1, $2)', 'postgresql', ['$2 1']],
  ])('%s', (text, dialect, values) => {
    expect(texts(text, dialect)).toEqual(values);
  });
});

describe('unfiltered', () => {
  test('which table, where, and what would pin it', () => {
    const text = 'SELECT é FROM orders o JOIN items AS i ON i.order_id = o.id WHERE o.tenant_id = $1';
    const [only, ...more] = analyse(text).unfiltered(['tenant_id']);
    expect(more).toEqual([]);
    expect(only).toEqual({
      table: 'items',
      alias: 'i',
      offset: text.indexOf('items'),
      why: 'Rows are read from items with no tenant_id pinned to one value.',
      remedy: 'Add i.tenant_id = <tenant> to the condition, or join it with i.tenant_id = o.tenant_id.',
    });
  });

  test('places in a translated text', () => {
    const text = 'SELECT TOP (5) [x] FROM [ünï].[orders] /* 🔒 */ WHERE [id] = @p; DELETE FROM [items]';
    const found = analyse(text, 'mssql').unfiltered(['tenant_id']);
    expect(found.map(({ table, offset }) => [table, text.slice(offset, offset + 5)])).toEqual([
      ['ünï.orders', '[ünï]'],
      ['items', '[item'],
    ]);
  });

  test('another value', () => {
    const [found] = analyse('SELECT * FROM a JOIN b ON a.x = b.x WHERE a.tenant_id = 1 AND b.tenant_id = 2').unfiltered(
      ['tenant_id'],
    );
    expect(found).toMatchObject({ table: 'b', why: 'b.tenant_id is pinned to another value: 2.' });
  });

  test('an insert', () => {
    const [found] = analyse('INSERT INTO a (x) VALUES (1)').unfiltered(['tenant_id']);
    expect(found?.remedy).toContain('column list');
  });
});

describe('questions', () => {
  test('any of several columns will do, table by table', () => {
    const text = 'SELECT * FROM a JOIN b ON a.x = b.x WHERE a.tenant_id = $1 AND b.org_id = $1';
    expect(analyse(text).filters(['tenant_id', 'org_id'])).toBe(true);
    expect(analyse(text).filters(['tenant_id'])).toBe(false);
    expect(analyse(text).filters(['tenantid'])).toBe(false);
  });

  test('names without regard to case', () => {
    expect(analyse('SELECT * FROM [Orders] WHERE [TenantId] = @p', 'mssql').filters(['tenantId'])).toBe(true);
  });

  test('only declared tables have to be pinned', () => {
    const text = 'SELECT * FROM app.orders o JOIN countries c ON c.id = o.country WHERE tenant_id = $1';
    expect(analyse(text).filters(['tenant_id'])).toBe(false);
    expect(analyse(text).filters(['tenant_id'], ['orders'])).toBe(true);
    expect(analyse(text).filters(['tenant_id'], ['app.orders'])).toBe(true);
    expect(analyse(text).filters(['tenant_id'], ['other.orders'])).toBe(true);
    expect(analyse('SELECT * FROM other.orders').filters(['tenant_id'], ['app.orders'])).toBe(true);
    expect(analyse('SELECT * FROM orders').filters(['tenant_id'], ['app.orders'])).toBe(false);
  });

  test('secured tables are pinned, and pin what is joined with them', () => {
    const text = 'SELECT * FROM orders o JOIN items i ON i.tenant_id = o.tenant_id';
    expect(analyse(text).tenant({ ...TENANT, secured: ['orders'] }).filters).toBe(true);
    expect(analyse(text).tenant({ ...TENANT, secured: ['other'] }).filters).toBe(false);
  });

  test('names that every object has are names', () => {
    expect(analyse('SELECT * FROM __proto__ WHERE constructor = 1').filters(['constructor'])).toBe(true);
    expect(analyse('SELECT * FROM __proto__').filters(['__proto__'], ['__proto__'])).toBe(false);
  });
});

describe('a schema', () => {
  const { schema, problems } = readSqlSchema(`
    tables:
      orders: [id, tenant_id, total]
      items: [id, order_id]
      notes: [tenant_id, id]
    views:
      open_orders: SELECT * FROM orders WHERE total > 0
      mine: SELECT * FROM orders WHERE tenant_id = current_setting('app.tenant')
      loop: SELECT * FROM loop
    shared: [countries, ref.items]
  `);

  test.each([
    ['INSERT INTO orders VALUES (1, $1, 5)', true],
    ['INSERT INTO orders VALUES ($1, NULL, 5)', false],
    ['INSERT INTO orders SELECT 1, tenant_id, id FROM notes WHERE tenant_id = $1', true],
    ['INSERT INTO notes (tenant_id, id) SELECT * FROM notes WHERE tenant_id = $1', true],
    ['INSERT INTO orders (tenant_id, id) SELECT * FROM (SELECT * FROM notes) n WHERE n.tenant_id = $1', true],
    ['INSERT INTO orders (id, tenant_id, total) SELECT * FROM orders WHERE tenant_id = $1', true],
    ['INSERT INTO orders (tenant_id, id, total) SELECT * FROM orders WHERE tenant_id = $1', false],
    ['SELECT * FROM open_orders WHERE tenant_id = $1', true],
    ['SELECT * FROM open_orders', false],
    ['SELECT * FROM mine', true],
    ['SELECT * FROM mine JOIN notes USING (tenant_id)', true],
    ['SELECT * FROM loop WHERE tenant_id = $1', 'unknown'],
    ['SELECT * FROM orders JOIN countries ON true WHERE tenant_id = $1', true],
    ['SELECT * FROM orders JOIN ref.items i ON i.order_id = orders.id WHERE tenant_id = $1', true],
    ['SELECT * FROM orders NATURAL JOIN notes WHERE orders.tenant_id = $1', true],
    ['SELECT * FROM orders AS o (tenant_id, id) WHERE o.tenant_id = $1', false],
    ['SELECT * FROM orders AS o (a, b) WHERE o.b = $1', true],
    ['SELECT * FROM orders WHERE EXISTS (SELECT 1 FROM items WHERE tenant_id = $1)', false],
  ])('%s', (text, expected) => {
    expect(problems).toEqual([]);
    expect(analyse(text, 'postgresql', schema).filters(['tenant_id'])).toBe(expected);
  });

  test('what is wrong in the file', () => {
    expect(readSqlSchema('tables: {a: 5}\nviews: [x]\nshared: y\nmore: 1').problems).toEqual([
      'The columns of a are not a list of names.',
      '“views” is not a mapping of names.',
      '“shared” is not a list of names.',
      'The schema has no part “more”.',
    ]);
    expect(readSqlSchema('a: [').problems).toHaveLength(1);
    expect(readSqlSchema('').problems).toEqual([]);
  });
});

describe('the analyser', () => {
  test('parses each distinct text once per dialect', () => {
    let parses = 0;
    const counting = {
      parse(text: string) {
        parses++;
        return parser.parse(text);
      },
    };
    const analyser = new SqlAnalyser(counting);
    const one = analyser.analyse('SELECT 1', 'postgresql');
    expect(analyser.analyse('SELECT 1', 'postgresql')).toBe(one);
    one.filters(['tenant_id']);
    one.filters(['org']);
    expect(parses).toBe(1);
    expect(analyser.analyse('SELECT 1', 'mysql')).not.toBe(one);
    expect(parses).toBe(2);
  });
});

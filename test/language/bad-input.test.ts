import { describe, expect, test } from 'vitest';
import { compileProject, type Diagnostic, formatRuleFile, parseRuleFile } from '../../language';
import { PACKS } from '../support/rules';

// Rule files that somebody wrote to see what happens, or a generator that went wrong: each ends in diagnostics that say where,
// soon and in memory that doesn't grow with what the text could be taken to mean.

const ROOT = 'file:///rules/';

interface Others {
  readonly imports?: (name: string) => string | undefined;
  readonly data?: Readonly<Record<string, string>>;
}

function compile(text: string, others: Others = {}, name = 'a.fence') {
  const nameOf = (uri: string) => uri.slice(ROOT.length);
  const data = (uri: string) => (uri.startsWith(ROOT) ? others.data?.[nameOf(uri)] : 'outside of the folder');
  return compileProject({
    files: [parseRuleFile(ROOT + name, text)],
    packs: PACKS,
    loadImport: (uri) => others.imports?.(nameOf(uri)),
    loadData: data,
  });
}

const placed = ({ line, column, code }: Diagnostic) => `${line}:${column} ${code}`;
const times = (count: number, line: (index: number) => string, between = '\n') =>
  Array.from({ length: count }, (_, index) => line(index)).join(between);

/** What is said, each place and code once; at most a few of many. */
function said(text: string, others?: Others, name?: string): string[] {
  return [...new Set(compile(text, others, name).diagnostics.map(placed))].slice(0, 4);
}

describe('deep nesting', () => {
  test.each([
    ['brackets', `rule r { always { ${'('.repeat(100_000)}a } }`, '1:81 nesting-too-deep'],
    ['lists', `let a = ${'['.repeat(100_000)}`, '1:73 nesting-too-deep'],
    ['negations', `rule r { always { ${'not '.repeat(100_000)}a } }`, '1:275 nesting-too-deep'],
    ['in a hole of a message', `rule r { message "{${'('.repeat(10_000)}a}" always { a } }`, '1:10 bad-hole'],
    ['negations in a hole', `rule r { message "{${'not '.repeat(10_000)}a}" always { a } }`, '1:10 bad-hole'],
    ['spans of a test', `test "t" { trace { ${'span a { '.repeat(10_000)}`, '1:585 nesting-too-deep'],
    ['chains', `rule r { always { has(a)${'.where(b)'.repeat(50_000)} } }`, '1:1824 chain-too-long'],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual([expected]);
    expect(formatRuleFile(text)).toBeDefined();
  });

  test.each([
    ['in a condition', `rules:\n- id: a\n  condition: "${'('.repeat(1_000)}a"`, ['3:78 nesting-too-deep']],
    ['of flow lists', `rules: ${'['.repeat(20_000)}`, ['1:9 yaml-rule', expect.stringMatching(/^1:\d+ yaml$/)]],
    ['of block lists', `rules:\n${'- '.repeat(20_000)}a`, ['2:3 yaml-rule', expect.stringMatching(/^2:\d+ yaml$/)]],
  ])('YAML: %s', (_, text, expected) => expect(said(text, {}, 'a.yaml')).toEqual(expected));

  test('of loaded data', () => {
    const data = { 'd.json': '['.repeat(50_000) + ']'.repeat(50_000) };
    expect(said('let t = load("d.json")', { data })).toEqual(['1:14 load']);
  });
});

describe('large files', () => {
  test.each(['a.fence', 'a.yaml'])('10 MB are refused: %s', (name) => {
    const text = `rules:\n${'- id: a\n  condition: trace.has(a)\n'.repeat(310_000)}`;
    expect(text.length).toBeGreaterThan(10_000_000);
    expect(said(text, {}, name)).toEqual(['1:1 file-too-large']);
  });

  test.each([
    ['nothing but mistakes', 'rule r { a => b }\n'.repeat(100_000), '1001:13 too-many-mistakes'],
    ['one word', 'rule '.repeat(390_000), '1:5006 too-many-mistakes'],
    [
      'one condition',
      `rule r { each a as q always { ${'q.x == 1 or '.repeat(150_000)}b } }`,
      '1:240012 declaration-too-long',
    ],
    ['one list', `let a = [${'1, '.repeat(600_000)}1]`, '1:150005 declaration-too-long'],
    ['one name', `rule r { each a as q always { q${'.a'.repeat(900_000)} } }`, '1:31 name-too-long'],
    ['one number', `let a = ${'9'.repeat(1_900_000)}`, '1:9 name-too-long'],
    ['comments', `${'/**/'.repeat(400_000)}let a = 1`, '1:40001 too-many-comments'],
    ['line comments', `let a = 1\n${'//\n'.repeat(400_000)}`, '10002:1 too-many-comments'],
    ['quotes', '"'.repeat(1_999_999), '1:200001 declaration-too-long'],
    ['braces', '{} '.repeat(600_000), '1:150001 declaration-too-long'],
  ])('%s', (_, text, expected) => {
    expect(said(text)).toEqual([expected]);
    expect(formatRuleFile(text)).toBeDefined();
  });

  test('what follows a hundred syntax errors is not judged as if it had none', () => {
    const { plan, diagnostics } = compile(`${'rule broken { a => b }\n'.repeat(150)}rule after { always { a } }`);
    expect(plan.rules).toEqual([]);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'too-many-mistakes', line: 101 });
  });

  test('of many mistakes the first thousand are listed', () => {
    const { diagnostics } = compile(times(3_000, (index) => `rule r${index} { always { q.x == 1 } }`));
    expect(diagnostics).toHaveLength(1_001);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'too-many-mistakes', line: 1_001, severity: 'error' });
    const yaml = compile(`rules:\n${'- x\n'.repeat(3_000)}`, {}, 'a.yaml');
    expect(yaml.diagnostics).toHaveLength(1_001);
  });

  test('thousands of unknown rules are looked for among thousands', () => {
    const rules = times(3_000, (index) => `rule rule${index} { always { a } }`);
    const exempt = times(3_000, (index) => `exempt rlue${index} because "x"`);
    expect(said(`${rules}\n${exempt}`)[0]).toBe('3001:1 unknown-rule');
  });
});

describe('circles', () => {
  test.each([
    ['signals', 'signal a = b where x\nsignal b = a where y', '2:12 reaches-itself'],
    ['joined signals', 'signal a = b or c\nsignal b = (c or a)\nsignal c = span', '2:18 reaches-itself'],
    ['an interval', 'signal a = from b until a by k\nsignal b = span', '1:12 reaches-itself'],
    ['aliases', 'attribute a = b ?? c\nattribute b = x ?? a', '1:15 reaches-itself'],
    ['inherited names', 'inherited a = b\ninherited b = a', '1:15 reaches-itself'],
    ['lets', 'let a = [b]\nlet b = [a]', '1:10 reaches-itself'],
    ['params', 'param a = b\nparam b = a', '1:11 reaches-itself'],
  ])('%s', (_, text, expected) => expect(said(text)).toContain(expected));

  test('files that import each other, and themselves, are fine', () => {
    const files: Record<string, string> = {
      'b.fence': 'import "./c.fence"\nimport "./b.fence"\nsignal s = t where x == 1',
      'c.fence': 'import "./a.fence"\nimport "./b.fence"\nsignal t = span "t"',
    };
    const { plan, diagnostics } = compile('import "./b.fence"\nrule r { never { s } }', {
      imports: (name) => files[name],
    });
    expect(diagnostics).toEqual([]);
    expect(plan.rules).toHaveLength(1);
  });

  test('a chain of imports of any length is followed', () => {
    const imports = (name: string) =>
      name === '5000.fence' ? undefined : `import "./${Number.parseInt(name, 10) + 1}.fence"`;
    const { plan, diagnostics } = compile('import "./1.fence"\nrule r { never { s } }', { imports });
    expect(diagnostics.map(placed)).toEqual(['1:1 missing-import']);
    expect(plan.rules).toHaveLength(1);
  });
});

describe('declarations that stand for far more than they say', () => {
  test.each([
    ['aliases', times(40, (i) => `attribute a${i} = a${i + 1} ?? a${i + 1}`), 'each a as q always { q.a0 == 1 }'],
    [
      'lets',
      `${times(40, (i) => `let a${i} = [a${i + 1}, a${i + 1}]`)}\nlet a40 = 1`,
      'each a as q always { q.x in a0 }',
    ],
    [
      'fields',
      `signal s = span { ${times(40, (i) => `a${i} = a${i + 1} ?? a${i + 1}`, '\n')} }`,
      'each s as q always { q.a0 == 1 }',
    ],
    [
      'signals',
      times(40, (i) => `signal a${i} = (a${i + 1} or a${i + 1}) where x == 1 { f = f ?? g }`),
      'each a0 as q always { q.f == 1 }',
    ],
  ])('%s that each name the next twice', (_, declarations, body) => {
    const { plan, diagnostics } = compile(`${declarations}\nrule bomb { ${body} }\nrule fine { always { z } }`);
    expect(diagnostics.map(({ code }) => code)).toContain('too-many-declarations');
    expect(diagnostics.length).toBeLessThan(10);
    expect(plan.rules.map(({ id }) => id)).toEqual(['fine']);
  });

  test.each([
    ['lets', `${times(5_000, (i) => `let a${i} = a${i + 1}`)}\nlet a5000 = 1`, 'each a as q always { q.x == a0 }'],
    ['signals', times(2_000, (i) => `signal a${i} = a${i + 1} where x == 1`), 'always { a0 }'],
    [
      'signals, the last first',
      times(2_000, (i) => `signal a${2_000 - i} = a${1_999 - i} where x == 1`),
      'always { a2000 }',
    ],
    ['aliases', times(5_000, (i) => `attribute a${i} = a${i + 1}`), 'each a as q always { q.a0 == 1 }'],
  ])('a long chain of %s', (_, declarations, body) => {
    const { plan, diagnostics } = compile(`${declarations}\nrule long { ${body} }\nrule fine { always { z } }`);
    expect(diagnostics.map(({ code }) => code)).toContain('declarations-too-deep');
    expect(plan.rules.map(({ id }) => id)).toEqual(['fine']);
  });

  test('a chain of a few dozen is none', () => {
    const text = `${times(50, (i) => `attribute a${i} = a${i + 1} ?? b${i}`)}\nrule r { each a as q always { q.a0 == 1 } }`;
    expect(compile(text).diagnostics).toEqual([]);
  });
});

describe('patterns that explode elsewhere', () => {
  test.each([
    ['nested repetitions compile', '(a*)*b', []],
    ['alternatives that overlap compile', '(a|a)*$', []],
    ['counted repetitions of counted repetitions', '((a{1,1000}){1,1000}){1,1000}', ['1:43 bad-pattern']],
    ['look-ahead', '(?=a)', ['1:43 bad-pattern']],
    ['back references', '(a)\\\\1', ['1:43 bad-pattern']],
    ['deep groups', '('.repeat(2_000) + ')'.repeat(2_000), ['1:43 bad-pattern']],
    ['great length', '(a*)*'.repeat(100_000), ['1:43 bad-pattern']],
  ])('%s', (_, pattern, expected) => {
    expect(said(`rule r { each a as q always { q.x matches "${pattern}" } }`)).toEqual(expected);
  });
});

describe('load', () => {
  test.each([
    '../secret.yaml',
    'a/../../secret.yaml',
    '..\\\\secret.yaml',
    '/etc/passwd',
    '//host/share.yaml',
    'C:/secret.yaml',
    'C:\\\\secret.yaml',
    'file:///etc/passwd',
    'https://example.com/a.yaml',
    '%2e%2e/secret.yaml',
    '.%2e/secret.yaml',
    '%2e%2e%2fsecret.yaml',
    '',
    '.',
  ])('“%s” leaves the folder, or is no file in it', (path) => {
    const { diagnostics } = compile(`let t = load("${path}")`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['load']);
  });

  test('aliases of aliases are not written out, neither in data nor in a rule pack', () => {
    const bomb = `a: &a ["x","x","x"]\n${times(30, (i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'},*${i ? `b${i - 1}` : 'a'}]`)}`;
    expect(said('let t = load("d.yaml")', { data: { 'd.yaml': bomb } })).toEqual(['1:14 load']);
    expect(said(`${bomb}\nrules: [*b29]`, {}, 'a.yaml')).toEqual(['32:9 yaml-rule']);
  });

  test('more than 10 MB of data are refused', () => {
    const data = { 'd.json': `[${'1,'.repeat(5_000_001)}1]` };
    expect(said('let t = load("d.json")', { data })).toEqual(['1:14 load']);
  });
});

describe('duplicates', () => {
  test('rule ids, in one file and in a rule pack', () => {
    expect(said('rule a { always { x } }\nrule "a" { always { y } }')).toEqual(['2:6 duplicate-rule']);
    const yaml = 'rules:\n- id: a\n  condition: trace.has(x)\n- id: a\n  condition: trace.has(y)\n';
    expect(said(yaml, {}, 'a.yaml')).toEqual(['4:7 duplicate-rule']);
  });

  test('names, fields, clauses and keys', () => {
    expect(said('signal a = span\nsignal a = event')).toEqual(['2:1 duplicate-name']);
    expect(said('signal a = span { f = x f = y }')).toEqual(['1:25 duplicate-name']);
    expect(said('rule r { severity low severity high always { a } }')).toEqual(['1:23 repeated-clause']);
    expect(said('rules:\n- id: a\n  id: b\n  condition: trace.has(x)', {}, 'a.yaml')).toEqual(['3:3 yaml']);
  });
});

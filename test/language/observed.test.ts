import { describe, expect, test } from 'vitest';
import { compileProject, NOTHING_OBSERVED, type Observed, ProjectCompiler, parseRuleFile } from '../../language';
import { PACKS } from '../support/rules';

/** What traces have: numbers, texts of which all are known, and texts of which there are too many. */
const SEEN: Observed = new Map([
  ['retries', { kinds: ['number'], words: [] }],
  ['elapsed', { kinds: ['number'], words: [] }],
  ['cached', { kinds: ['boolean'], words: [] }],
  ['plan', { kinds: ['string'], words: ['free', 'team', 'enterprise'] }],
  ['shard', { kinds: ['string'], words: ['1', '2'] }],
  ['tenant.id', { kinds: ['string'], words: ['acme', 'globex'] }],
  ['order.id', { kinds: ['string'], words: null }],
  ['mixed', { kinds: ['number', 'string'], words: ['x'] }],
  ['parts', { kinds: [], words: null }],
  ['http.response.status_code', { kinds: ['string'], words: ['OK', 'NOT_FOUND'] }],
  ['__proto__', { kinds: ['number'], words: [] }],
]);

function diagnosticsOf(condition: string, observed: Observed = SEEN, before = ''): string[] {
  const text = `${before}rule r {\n  each a as q\n  always { ${condition} }\n}`;
  const { diagnostics } = compileProject({ files: [parseRuleFile('file:///a.fence', text)], packs: PACKS, observed });
  return diagnostics.map(
    ({ line, column, severity, code, message }) => `${line}:${column} ${severity} ${code}: ${message}`,
  );
}

describe('what traces have says what a name can be', () => {
  test.each([
    [
      'a number against a text',
      'q.retries == "many"',
      '3:12 warning never-comparable: “q.retries == "many"” is unknown in the traces read so far: retries (there a number) never compares with a text.',
    ],
    [
      'a number against a duration',
      'q.elapsed > 5s',
      '3:12 warning never-comparable: “q.elapsed > 5s” is unknown in the traces read so far: elapsed (there a number) never compares with a duration. Write duration(elapsed, "ms"), or the unit that it counts.',
    ],
    [
      'texts of which none is a number',
      'q.tenant.id == 42',
      '3:12 warning never-comparable: “q.tenant.id == 42” is unknown in the traces read so far: tenant.id (there a text such as “acme”, “globex”) never compares with a number.',
    ],
    [
      'a text test of a number',
      'q.retries starts_with "4"',
      '3:12 warning never-comparable: “q.retries starts_with "4"” is unknown in the traces read so far: retries (there a number) is no text. Write string(…) to take it as one.',
    ],
    [
      'true or false against a number',
      'q.cached == 1',
      '3:12 warning never-comparable: “q.cached == 1” is unknown in the traces read so far: cached (there true or false) never compares with a number.',
    ],
    [
      'two attributes',
      'q.retries == q.tenant.id',
      '3:12 warning never-comparable: “q.retries == q.tenant.id” is unknown in the traces read so far: retries (there a number) never compares with tenant.id (there a text such as “acme”, “globex”).',
    ],
    [
      'other texts than the conventions say',
      'q.http.response.status_code == 404',
      '3:12 warning never-comparable: “q.http.response.status_code == 404” is unknown in the traces read so far: http.response.status_code (there a text such as “OK”, “NOT_FOUND”) never compares with a number.',
    ],
    [
      'an alias, by the one of its attributes that is there',
      'q.tenant_id == 42',
      '3:12 warning never-comparable: “q.tenant_id == 42” is unknown in the traces read so far: tenant.id (there a text such as “acme”, “globex”) never compares with a number.',
    ],
    [
      'a word that is not there but close to one that is',
      'q.plan == "enterprize"',
      '3:22 information unseen-value: No trace that was read has “enterprize” in plan. Did you mean “enterprise”?',
    ],
    [
      'a word of a list',
      'q.plan in ["free", "taem"]',
      '3:22 information unseen-value: No trace that was read has “taem” in plan. Did you mean “team”?',
    ],
    [
      'a name like those of the language it is written in',
      'q.`__proto__` == "x"',
      '3:12 warning never-comparable: “q.`__proto__` == "x"” is unknown in the traces read so far: __proto__ (there a number) never compares with a text.',
    ],
  ])('%s', (_, condition, expected) => {
    expect(diagnosticsOf(condition)).toEqual([expected]);
    expect(diagnosticsOf(condition, NOTHING_OBSERVED)).toEqual([]);
  });

  test.each([
    'q.retries == 3',
    'q.retries == "3"',
    'q.shard == 1',
    'q.order.id == 42',
    'q.mixed == 3',
    'q.mixed == "y"',
    'q.parts == 3',
    'q.plan == "unlimited"',
    'q.plan != "enterprize"',
    'q.cached == "true"',
    'duration(q.elapsed, "ms") > 5s',
    'q.never_seen == 3',
    'q.http.response.status_code == "OK"',
  ])('%s is fine', (condition) => expect(diagnosticsOf(condition)).toEqual([]));

  test('an own alias takes the traces’ word for what it stands for', () => {
    const alias = 'attribute size = bytes ?? retries\n';
    expect(diagnosticsOf('q.size == "big"', SEEN, alias)).toHaveLength(1);
    expect(diagnosticsOf('q.size == "big"', NOTHING_OBSERVED, alias)).toEqual([]);
  });

  test('the rule is judged all the same', () => {
    const file = parseRuleFile('file:///a.fence', 'rule r { each a as q always { q.retries == "many" } }');
    expect(compileProject({ files: [file], packs: PACKS, observed: SEEN }).plan.rules).toHaveLength(1);
  });
});

test('files are looked at anew when the traces have other types, and only then', () => {
  const compiler = new ProjectCompiler();
  const files = [parseRuleFile('file:///a.fence', 'rule r { each a as q always { q.retries == "many" } }')];
  const compile = (observed: Observed) => compiler.compile({ files, packs: PACKS, observed });
  const first = compile(NOTHING_OBSERVED);
  expect(first.diagnostics).toEqual([]);
  const second = compile(SEEN);
  expect(second.diagnostics).toHaveLength(1);
  // other objects that say the same: the very plan of before
  const third = compile(
    new Map([...SEEN].map(([name, seen]) => [name, { ...seen, words: seen.words && [...seen.words] }])),
  );
  expect(third.plan.rules[0]).toBe(second.plan.rules[0]);
  expect(compile(new Map([['retries', { kinds: ['string'], words: null }]])).diagnostics).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProject, ProjectCompiler, parseRuleFile, type RuleFile } from '../../language';
import { PACKS } from '../support/rules';

const file = (name: string, text: string) => parseRuleFile(`file:///rules/${name}.fence`, text);
const json = (value: unknown) => JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}n` : part));

/** A plan without the numbers that signals happen to have. */
function meaning(files: readonly RuleFile[], compiler: ProjectCompiler) {
  const { plan, diagnostics } = compiler.compile({ files, packs: PACKS });
  const named = (ids: readonly number[]) =>
    ids.map((id) => json({ ...plan.signals[id]!, id: 0, definition: expand(plan.signals[id]!.definition) }));
  const expand = (definition: { op: string; of?: unknown }): unknown =>
    definition.op === 'narrow'
      ? { ...definition, of: named([definition.of as number]) }
      : definition.op === 'union'
        ? named(definition.of as number[])
        : definition;
  return {
    rules: plan.rules.map((rule) => [rule.id, named(rule.signals), rule.message && json(rule.message)]),
    diagnostics,
  };
}

describe('compiling again', () => {
  test('gives what compiling anew gives, whatever changed', () => {
    const compiler = new ProjectCompiler();
    const common = file('common', 'signal paid = span "paid" where amount > 1\nattribute tenant_id = org\n');
    const middle = file('middle', 'import "./common.fence"\nsignal big = paid where amount > 100\n');
    const user = file(
      'user',
      'import "./middle.fence"\nrule big { never { has(big).where(x == 1) } message "{tenant_id}" }',
    );
    const other = file('other', 'rule other { never { has(a).where(x == 1) } }');
    const versions: RuleFile[][] = [
      [common, middle, user, other],
      [common, middle, user, file('other', 'rule other { never { has(a).where(x == 2) } }')],
      [file('common', 'signal paid = event "paid" where amount > 2\nattribute tenant_id = org\n'), middle, user, other],
      [common, file('middle', 'signal big = span "big"'), user, other],
      [common, user, other],
      [common, middle, user, other],
    ];
    for (const files of versions) expect(meaning(files, compiler)).toEqual(meaning(files, new ProjectCompiler()));
  });
});

describe('typing in a file', () => {
  const shared = file('shared', 'let limit = 3\nsignal big = span "big" where size > limit\n');
  const RULES = [
    'rule a { never { big } }',
    'rule b { each own as q always { q.field == word } message "{q.field} of {word}" }',
    'rule c { each own as q always { q.http.response.status_code == "ok" } }',
    'rule d { always { has(own).where(x = 1) } }',
    'rule e { each own as q where q.k == word always { q.has(big as s).where(s.k == q.k) } }',
    'test "t" { trace { span big (size: 9) } expect a violated 1 }',
    'exempt a where service == "x" because "y"',
  ];
  const NAMES = ['let word = "w"', 'let word = "v"', 'signal own = span "own" { field = k }', 'signal own = event'];

  /** Everything that is said of a project, places included. */
  function said(files: readonly RuleFile[], compiler: ProjectCompiler) {
    const { plan, tests } = compiler.compile({ files, packs: PACKS });
    const { rules, diagnostics } = meaning(files, compiler);
    return {
      rules,
      diagnostics,
      places: plan.rules.map(({ id, origin, severity, title }) => json([id, origin, severity, title])),
      exemptions: json(plan.exemptions),
      tests: tests.map(({ title, origin }) => json([title, origin])),
    };
  }

  test('says what compiling anew says, whatever is added, moved, changed and taken away', () => {
    const line = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...RULES) },
      { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
      { weight: 1, arbitrary: fc.constantFrom('', '// a comment', 'rule broken {', 'import "./shared.fence"') },
    );
    const versions = fc.array(fc.array(line, { maxLength: 7 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(versions, (texts) => {
        const compiler = new ProjectCompiler();
        for (const lines of texts) {
          const files = [file('typed', lines.join('\n')), shared];
          expect(said(files, compiler)).toEqual(said(files, new ProjectCompiler()));
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test('a rule that was not typed in keeps its plan', () => {
    const compiler = new ProjectCompiler();
    const planOf = (text: string) => compiler.compile({ files: [file('typed', text)], packs: PACKS }).plan.rules[1]!;
    const names = 'signal own = span "own" { field = k }\n';
    const before = planOf(`${names}${RULES[0]}\nrule kept { each own as q always { q.field == 1 } }`);
    const after = planOf(
      `${names}\n${RULES[0]!.replace('big', 'own')}\nrule kept { each own as q always { q.field == 1 } }`,
    );
    expect(after.obligations).toBe(before.obligations);
    expect(after.origin.line).toBe(before.origin.line + 1);
    const other = planOf(
      `${names.replace('= k', '= v')}${RULES[0]}\nrule kept { each own as q always { q.field == 1 } }`,
    );
    expect(other.obligations).not.toBe(before.obligations);
  });
});

describe('imports', () => {
  test('own file hides explicit imports hides std', () => {
    const std = compileProject({ files: [file('a', 'rule a { never { api.request } }')], packs: PACKS }).plan;
    expect(std.signals[std.rules[0]!.signals[0]!]!.definition).toMatchObject({ op: 'union' });
    const b = file('b', 'signal api.request = span "b"');
    const imported = compileProject({
      files: [file('a', 'import "./b.fence"\nrule a { never { api.request } }'), b],
      packs: PACKS,
    }).plan;
    expect(imported.signals[imported.rules[0]!.signals[0]!]!.definition).toMatchObject({ name: 'b' });
    const own = compileProject({
      files: [file('a', 'import "./b.fence"\nsignal api.request = span "own"\nrule a { never { api.request } }'), b],
      packs: PACKS,
    }).plan;
    expect(own.signals[own.rules[0]!.signals[0]!]!.definition).toMatchObject({ name: 'own' });
  });

  test('hiding never changes what std’s own declarations mean', () => {
    const { plan } = compileProject({
      files: [file('a', 'attribute tenant_id = org\nrule a { never { span.where(x == user.tenant_id) } }')],
      packs: PACKS,
    });
    expect(json(plan.rules[0])).not.toContain('"key":"org"');
  });

  test('equal names from two imports are an error where they are used', () => {
    const files = [
      file('a', 'import "./b.fence"\nimport "./c.fence"\nrule a { never { s } }\nrule b { never { t } }'),
      file('b', 'signal s = span "b"'),
      file('c', 'signal s = span "c"'),
    ];
    const { plan, diagnostics } = compileProject({ files, packs: PACKS });
    expect(diagnostics.map(({ line, code }) => [line, code])).toEqual([[3, 'ambiguous-name']]);
    expect(plan.rules.map((rule) => rule.id)).toEqual(['b']);
  });

  test('circles are fine, and imported files lend names but no rules', () => {
    const texts: Record<string, string> = {
      'file:///rules/b.fence': 'import "./a.fence"\nsignal s = span "b"\nrule of-b { never { s } }',
    };
    const { plan, diagnostics } = compileProject({
      files: [file('a', 'import "./b.fence"\nrule a { never { s } }')],
      packs: PACKS,
      loadImport: (uri) => texts[uri],
    });
    expect(diagnostics).toEqual([]);
    expect(plan.rules.map((rule) => rule.id)).toEqual(['a']);
  });
});

describe('the project’s names of the tenant', () => {
  const named = 'rule r { each a as q always { q.tenant_id == "x" } }';
  const keys = (rule: string, tenant: readonly string[], compiler = new ProjectCompiler()) => {
    const { plan } = compiler.compile({ files: [file('a', rule)], packs: PACKS, tenant });
    return [...json(plan.rules).matchAll(/"key":"([^"]+)"/g)].map((match) => match[1]);
  };

  test('stand before those of std, in order', () => {
    const std = keys(named, []);
    expect(std.length).toBeGreaterThan(2);
    expect(keys(named, ['acme.tenant', '__proto__'])).toEqual(['acme.tenant', '__proto__', ...std]);
  });

  test('are what inherited names of std fall back to, and what findings are about', () => {
    expect(keys('rule r { each a as q always { q.user.tenant_id == "x" } }', ['acme.tenant'])).toContain('acme.tenant');
    const { plan } = compileProject({ files: [file('a', named)], packs: PACKS, tenant: ['acme.tenant'] });
    expect(json(plan.tenant)).toContain('"key":"acme.tenant"');
    expect(json(compileProject({ files: [], packs: PACKS, tenant: ['acme.tenant'] }).plan.tenant)).toContain('acme');
  });

  test('leave what a rule file declares itself', () => {
    expect(keys(`attribute tenant_id = org_id\n${named}`, ['acme.tenant'])).toEqual(['org_id']);
  });

  test('count from the next compilation on', () => {
    const compiler = new ProjectCompiler();
    expect(keys(named, ['one'], compiler)[0]).toBe('one');
    expect(keys(named, ['two'], compiler)[0]).toBe('two');
  });
});

describe('params', () => {
  const text =
    'param limit = 100\nparam names = ["a"]\nparam wait = 5s\nrule r { each a as q always { q.x <= limit and q.n in names and q.duration < wait } }';
  const compile = (params: Record<string, string>) =>
    compileProject({ files: [file('a', text)], packs: PACKS, params: new Map(Object.entries(params)) });

  test('are read by the type of their default', () => {
    const { plan, diagnostics } = compile({ limit: '200', names: 'b, c', wait: '1min' });
    expect(diagnostics).toEqual([]);
    const shown = json(plan.rules);
    expect(shown).toContain('"value":200');
    expect(shown).toContain('"value":"c"');
    expect(shown).toContain('"60000000000n"');
  });

  test('of another type, or of no declaration, are said', () => {
    expect(compile({ limit: 'many' }).diagnostics).toMatchObject([
      { code: 'param-type', line: 1 },
      { code: 'broken-declaration', line: 4 },
    ]);
    expect(compile({ nope: '1' }).unknownParams).toEqual(['nope']);
  });
});

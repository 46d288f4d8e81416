import { describe, expect, test } from 'vitest';
import { compileProject, importablePacks, type PackSource, ProjectCompiler, parseRuleFile } from '../../language';
import { PACKS } from '../support/rules';

const vocabulary = `let tiers = load("tiers.yaml")
let tables = ["orders"]
param limit = 2
signal reading = span "read"
signal tenant_reading = reading where table in tables
`;
const section = `import "pack/shop/vocabulary"
rule shop-reads { each tenant_reading as r always { r.n <= limit } never { r.m > tiers.free.rpm } }
`;
const texts: Record<string, string> = {
  'pack/shop/vocabulary': vocabulary,
  'pack/shop/reads': section,
  'pack/shop/reads.test':
    'test "shop-reads: conforming" { trace { span read (table: "orders", n: 1) } expect shop-reads held }\n',
};
const packs: PackSource = {
  names: () => [...PACKS.names(), 'pack/shop/reads', 'pack/shop/vocabulary'],
  tests: () => ['pack/shop/reads.test'],
  read: (name) => texts[name] ?? PACKS.read(name),
  data: (path) => (path === 'pack/shop/tiers.yaml' ? 'free: { rpm: 60 }\n' : undefined),
};

const pack = (name: string) => parseRuleFile(`ringfence-pack:/${name}.fence`, texts[name]!);
const own = (name: string, text: string) => parseRuleFile(`file:///rules/${name}.fence`, text);
const shop = [pack('pack/shop/vocabulary'), pack('pack/shop/reads')];

/** For JSON.stringify: big numbers as text, records as objects. */
function plain(_: string, part: unknown): unknown {
  if (typeof part === 'bigint') return `${part}`;
  return part instanceof Map ? Object.fromEntries(part) : part;
}

function compiled(files: readonly ReturnType<typeof parseRuleFile>[], compiler = new ProjectCompiler()) {
  const result = compiler.compile({ files, packs, loadData: () => 'free: { rpm: 7 }\n' });
  return { ...result, json: JSON.stringify(result.plan, plain) };
}

describe('an import', () => {
  test('of a pack brings the names of all its files, of a section those of one', () => {
    for (const path of ['pack/shop', 'pack/shop/vocabulary']) {
      const { diagnostics, plan } = compiled([own('a', `import "${path}"\nrule a { never { tenant_reading } }`)]);
      expect(diagnostics).toEqual([]);
      expect(plan.signals[plan.rules[0]!.signals[0]!]!.name).toBe('tenant_reading');
    }
  });

  test('of a file of tests, or of what is not there, is an error', () => {
    const { diagnostics } = compiled([own('a', 'import "pack/shop/reads.test"\nimport "pack/shp"\n')]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('No pack is called “pack/shop/reads.test”.'),
      expect.stringContaining('Did you mean “pack/shop”'),
    ]);
  });

  test('beside it works in a pack', () => {
    const beside = parseRuleFile(
      'ringfence-pack:/pack/shop/x.fence',
      section.replace('pack/shop/', './').replace('y"', 'y.fence"'),
    );
    expect(compiled([beside]).diagnostics).toEqual([]);
  });

  test('may name packs and their files', () => {
    expect(importablePacks(packs)).toEqual(
      expect.arrayContaining(['pack/shop', 'pack/shop/reads', 'pack/shop/vocabulary', 'std/otel']),
    );
  });
});

describe('a pack', () => {
  test('loads the data beside it', () => {
    const { diagnostics, json } = compiled(shop);
    expect(diagnostics).toEqual([]);
    expect(json).toContain('"rpm":60');
  });

  test('loads nothing from outside', () => {
    const file = parseRuleFile(
      'ringfence-pack:/pack/shop/x.fence',
      'let a = load("../../etc/passwd")\nlet b = load("none.yaml")\n',
    );
    expect(compileProject({ files: [file], packs }).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('leaves the folder'),
      expect.stringContaining('There is no file “none.yaml”'),
    ]);
  });

  test('takes params from outside', () => {
    const { plan } = compileProject({ files: shop, packs, params: new Map([['limit', '9']]) });
    expect(JSON.stringify(plan.rules, plain)).toContain('"value":9');
  });
});

describe('a project’s own declaration', () => {
  const replacing =
    'import "pack/shop"\nlet tables = ["patients"]\nsignal reading = span "own.read"\nlet tiers = load("mine.yaml")\n';

  test('replaces a pack’s in the pack’s rules, where it imports it', () => {
    const { diagnostics, json } = compiled([...shop, own('names', replacing)]);
    expect(diagnostics).toEqual([]);
    expect(json).toContain('"value":"patients"');
    expect(json).not.toContain('"value":"orders"');
    expect(json).toContain('"name":"own.read"');
    expect(json).toContain('"rpm":7');
  });

  test('hides it for its own file only, where it does not', () => {
    const { json } = compiled([...shop, own('names', replacing.replace(/^.*\n/, ''))]);
    expect(json).toContain('"value":"orders"');
    expect(json).not.toContain('"value":"patients"');
    expect(json).toContain('"rpm":60');
  });

  test('of tenant tables reaches sql in every pack; a pack’s own reaches no further than its file', () => {
    const listing = parseRuleFile('ringfence-pack:/pack/shop/tables.fence', 'let multi_tenant_tables = ["listed"]\n');
    const reading = parseRuleFile(
      'ringfence-pack:/pack/shop/sql.fence',
      'rule shop-sql { each reading as r always { sql(r.query).filters(tenant_id) } }\n',
    );
    expect(compiled([listing, reading]).json).toContain('"tables":null');
    const declaring = own('tables', 'let multi_tenant_tables = ["mine"]\n');
    expect(compiled([listing, reading, declaring]).json).toContain('"value":"mine"');
  });

  test('replaces std’s, where std is imported by name', () => {
    const rule = own('b', 'rule b { never { span.where(x == user.tenant_id) } }');
    const { json } = compiled([own('a', 'import "std/otel"\nattribute tenant_id = org\n'), rule]);
    expect(json).toContain('"key":"org"');
  });

  test('counts once: a second file that replaces the same is an error', () => {
    const files = [...shop, own('a', replacing), own('b', 'import "pack/shop/vocabulary"\nlet tables = ["x"]\n')];
    expect(compiled(files).diagnostics.map(({ uri, code, message }) => [uri, code, message])).toEqual([
      [
        'file:///rules/b.fence',
        'replaced-twice',
        '“tables” of pack/shop/vocabulary is already replaced in a.fence: a project says it once.',
      ],
    ]);
  });

  test('is taken, changed and dropped as it is typed', () => {
    const compiler = new ProjectCompiler();
    const versions = [
      replacing,
      replacing.replace('patients', 'visits'),
      '',
      'import "pack/shop"\nlet tables = ["a"]',
      replacing,
    ];
    for (const text of versions) {
      const files = [...shop, own('names', text)];
      expect(compiled(files, compiler).plan.rules).toEqual(compiled(files).plan.rules);
    }
  });
});

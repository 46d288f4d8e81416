import { describe, expect, test } from 'vitest';
import type { PackSource } from '../../language';
import { type CoverageInput, coverageOf } from '../../scripts/packs/coverage';
import { indexPage } from '../../scripts/packs/index-page';
import { readLibrary } from '../../scripts/packs/library';
import { anchorsOf, prose } from '../../scripts/packs/markdown';
import { pagePath, rulePage } from '../../scripts/packs/page';
import { commentAbove } from '../../scripts/packs/rule-comment';

const section = `// A section.
import "./vocabulary.fence"

// Not of this rule.

// Catches: queries without <tenant>,
//   and JOINs.
// Needs: db.query.text.
// Instrument: keep *statements*.
// Can't see: policies.
rule shop-filter "Queries filter" {
  severity high
  controls [soc2.CC6_3]
  tags [database, seed_1, seed_3]

  each database.query as q
  always { exists(q.tenant_id) }

  message   "{q.query} | leaked"
  recommend "Filter by {q.tenant_id}"
}

rule shop-bare { never { database.query } }
`;
const tests = `test "shop-filter: conforming" {
  trace { span database.query (tenant_id: "a") }
  expect shop-filter held
}
`;
const texts: Record<string, string> = { 'pack/shop/queries': section, 'pack/shop/queries.test': tests };
const packs: PackSource = {
  names: () => ['pack/shop/queries', 'std/otel'],
  tests: () => ['pack/shop/queries.test'],
  read: (name) => texts[name],
  data: () => undefined,
};
const library = readLibrary(packs);
const [filter, bare] = library.rules;

describe('a rule of a pack', () => {
  test('is read with its comment, its tags and its tests', () => {
    expect(filter).toMatchObject({
      pack: 'shop',
      file: 'pack/shop/queries',
      id: 'shop-filter',
      title: 'Queries filter',
      severity: 'high',
      controls: ['soc2.CC6_3'],
      seeds: [1, 3],
      hasMessage: true,
      recommend: ['Filter by {q.tenant_id}'],
      comment: {
        catches: 'queries without <tenant>, and JOINs.',
        needs: 'db.query.text.',
        instrument: 'keep *statements*.',
        cannotSee: 'policies.',
      },
      tests: [{ rule: 'shop-filter', case: 'conforming', verdicts: ['held'] }],
    });
  });

  test('without a comment right above it has none', () => {
    expect(bare!.comment).toEqual({ catches: '', needs: '', instrument: '', cannotSee: '' });
    expect(commentAbove('// Catches: x\n\nrule', 15).catches).toBe('');
  });

  test('has a page of its comment, its text and its tests', () => {
    expect(pagePath(filter!)).toBe('docs/packs/shop/shop-filter.md');
    const page = rulePage(filter!);
    expect(page).toContain('## What it catches\n\nQueries without \\<tenant\\>, and JOINs.\n');
    expect(page).toContain('| Checklist | [1, 3](../../coverage.md) |');
    expect(page).toContain('```fence\nrule shop-filter "Queries filter" {\n');
    expect(page).toContain('### Conforming\n\n*held*:\n\n```fence\ntest "shop-filter: conforming" {');
  });

  test('stands in the index', () => {
    const index = indexPage(library, [{ pack: 'shop', title: 'A shop' }]);
    expect(index).toContain('| [`pack/shop`](#packshop) | 2 | A shop |');
    expect(index).toContain('| [shop-filter](shop/shop-filter.md) | Queries filter | high |');
  });
});

describe('coverage', () => {
  const covered = (yaml: string | undefined, resolves: CoverageInput['resolves'] = () => true) =>
    coverageOf(library, {
      sources: [{ pack: 'shop', title: 'A shop', first: 1, last: 3 }],
      read: () => yaml,
      resolves,
    });
  const good = '1: {item: a | b}\n2: {item: c, docs: "docs/x.md#y", note: see}\n3: {item: d}\n';

  test('is a row for each number, with its rules, its documentation or the reason', () => {
    const { page, problems } = covered(good);
    expect(problems).toEqual([]);
    expect(page).toContain('| 1 | a \\| b | [shop-filter](packs/shop/shop-filter.md) |');
    expect(page).toContain('| 2 | c | [x: y](x.md#y): see |');
    expect(covered(good.replace('docs: "docs/x.md#y", note: see', 'cannot: costs')).page).toContain(
      '| 2 | c | *Not covered:* costs |',
    );
    expect(covered(good.replace('docs/x.md#y', 'README.md')).page).toContain('[README](../README.md)');
  });

  test.each<[string, string | undefined, string]>([
    ['no file', undefined, 'docs/coverage/shop.yaml is missing'],
    ['a number is missing', good.replace(/^2.*\n/m, ''), 'docs/coverage/shop.yaml: 2 is missing'],
    ['a number too many', `${good}4: {item: e}`, 'docs/coverage/shop.yaml: 4 is not a number from 1 to 3'],
    ['a number twice', `${good}3: {item: e}`, 'docs/coverage/shop.yaml: Map keys must be unique'],
    ['no item', good.replace('item: d', 'note: d'), 'docs/coverage/shop.yaml: 3 has no item'],
    ['an unknown key', good.replace('note', 'notes'), 'docs/coverage/shop.yaml: 2 has notes; there are'],
    [
      'nothing',
      good.replace('docs: "docs/x.md#y", ', ''),
      'docs/coverage/shop.yaml: 2 has no rule with the tag seed_2',
    ],
    [
      'a rule and a reason',
      good.replace('item: d', 'item: d, cannot: x'),
      '3 can’t be seen, says the file, and shop-filter',
    ],
    ['no YAML', '1: {', 'docs/coverage/shop.yaml: '],
  ])('%s is an error', (_, yaml, problem) => {
    expect(covered(yaml).problems.join('\n')).toContain(problem);
  });

  test('a dead link is an error', () => {
    expect(covered(good, () => false).problems).toEqual(['docs/coverage/shop.yaml: 2: docs/x.md#y leads nowhere']);
  });
});

test('anchors are made as of headings, code aside', () => {
  expect([...anchorsOf("# What it says, and what it doesn't\n```\n# no\n```\n## `a` b\n## `a` b\n")]).toEqual([
    'what-it-says-and-what-it-doesnt',
    'a-b',
    'a-b-1',
  ]);
});

test('prose is shown as it is', () => {
  expect(prose('tenant-a.* of <x> in `a*b` and tenant_id')).toBe('tenant-a.\\* of \\<x\\> in `a*b` and tenant_id');
});

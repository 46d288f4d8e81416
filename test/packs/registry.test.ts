import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type CompiledProject, compileProject, packUri, parseRuleFile } from '../../language';
import { differenceOf, runTest } from '../../rule-tests';
import { packDocuments, SOURCES } from '../../scripts/packs/documents';
import { type PackRule, readLibrary } from '../../scripts/packs/library';
import { pagePath } from '../../scripts/packs/page';
import { PACKS } from '../support/rules';
import { SQL } from '../support/sql';

// Rules, tests, pages and the coverage table belong together: none is there without the others.

const root = fileURLToPath(new URL('../..', import.meta.url));
const library = readLibrary(PACKS);
const documents = packDocuments(root);
const packs = [...new Set(library.rules.map(({ pack }) => pack))];

const VERDICTS = ['held', 'violated', 'unproven'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

/** What a rule lacks, in words. */
function lacks({ id, title, severity, hasMessage, recommend, controls, seeds, comment, tests }: PackRule): string[] {
  const expected = new Set(tests.flatMap(({ verdicts }) => verdicts));
  const parts = Object.entries({
    'a title': title !== '',
    'a severity': SEVERITIES.includes(severity),
    'a message': hasMessage,
    'a recommendation': recommend.length > 0,
    controls: controls.length > 0,
    'a tag seed_N': seeds.length > 0,
    '“Catches:” in the comment above': comment.catches !== '',
    '“Needs:” in the comment above': comment.needs !== '',
    '“Instrument:” in the comment above': comment.instrument !== '',
    '“Can’t see:” in the comment above': comment.cannotSee !== '',
    ...Object.fromEntries(VERDICTS.map((verdict) => [`a test that expects ${verdict}`, expected.has(verdict)])),
  });
  return parts.filter(([, there]) => !there).map(([what]) => `${id} has no ${what.replace(/^an? /, '')}`);
}

function twice(words: readonly string[]): string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

test('there are packs, and their files can be read', () => {
  expect(packs.length).toBeGreaterThan(0);
  expect(library.problems).toEqual([]);
});

test('every rule id is there once', () => expect(twice(library.rules.map(({ id }) => id))).toEqual([]));

test('no two tests have one title', () => {
  expect(twice(library.tests.map((each) => `${each.rule}: ${each.case}`))).toEqual([]);
});

describe.each(packs)('pack/%s', (pack) => {
  const rules = library.rules.filter((rule) => rule.pack === pack);
  const tests = library.tests.filter(({ file }) => file.startsWith(`pack/${pack}/`));

  test('every rule says what it is for, and has its tests', () => {
    expect(rules.flatMap(lacks)).toEqual([]);
  });

  test('every test belongs to a rule and expects something of it', () => {
    const ids = new Set(rules.map(({ id }) => id));
    const stray = tests.filter(({ rule, verdicts }) => !ids.has(rule) || verdicts.length === 0);
    expect(stray.map((each) => `${each.file}: ${each.rule}: ${each.case}`)).toEqual([]);
  });

  test('compiles without a remark, and every test passes', async () => {
    const compiled = compilePack(pack);
    expect(compiled.diagnostics.map(({ uri, line, message }) => `${uri}:${line}: ${message}`)).toEqual([]);
    const failed: string[] = [];
    for (const each of compiled.tests) failed.push(...(await failuresOf(each, compiled)));
    expect(failed).toEqual([]);
    expect(compiled.tests.length).toBe(tests.length);
  }, 120_000);

  test('every rule has a page that is up to date: npm run generate', () => {
    const stale = rules.map(pagePath).filter((path) => onDisk(path) !== documents.files.get(path));
    expect(stale).toEqual([]);
  });
});

function compilePack(pack: string): CompiledProject {
  const names = [...PACKS.names(), ...PACKS.tests()].filter((name) => name.startsWith(`pack/${pack}/`));
  const files = names.map((name) => parseRuleFile(packUri(name), PACKS.read(name) ?? ''));
  return compileProject({ files, packs: PACKS });
}

async function failuresOf(each: CompiledProject['tests'][number], { plan }: CompiledProject): Promise<string[]> {
  const { expectations, problems } = await runTest(each, plan, { cwd: root, assumeComplete: false, ...SQL });
  const differences = expectations.filter(({ met }) => !met).map(differenceOf);
  return [
    ...differences.map(({ expectation, found }) => `${each.title}: ${expectation}, found: ${found}`),
    ...problems.map(({ what }) => `${each.title}: ${what}`),
  ];
}

function onDisk(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

describe('pages', () => {
  test('every page belongs to a rule', () => {
    const pages = globSync('docs/packs/**/*.md', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
    expect(pages.filter((path) => !documents.files.has(path))).toEqual([]);
  });

  test.each(['docs/packs/README.md', 'docs/coverage.md'])('%s is up to date: npm run generate', (path) => {
    expect(onDisk(path)).toBe(documents.files.get(path));
  });
});

describe('coverage', () => {
  const written = SOURCES.filter(({ pack }) => existsSync(join(root, 'docs', 'coverage', `${pack}.yaml`)));

  test('every item of what is written has rules, documentation that is there, or a reason', () => {
    const unwritten = SOURCES.filter((source) => !written.includes(source)).map(
      ({ pack }) => `docs/coverage/${pack}.yaml`,
    );
    const problems = documents.problems.filter((problem) => !unwritten.some((path) => problem.startsWith(path)));
    expect(problems).toEqual([]);
  });

  test('every number from 1 to 408 has one row', () => {
    const rows = [...documents.files.get('docs/coverage.md')!.matchAll(/^\| (\d+) \|/gm)].map(([, number]) =>
      Number(number),
    );
    expect(rows).toEqual(Array.from({ length: 408 }, (_, index) => index + 1));
  });
});

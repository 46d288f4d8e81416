import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { convertYamlRules, formatRuleFile, type RuleTest } from '../../language';
import { fileUri } from '../../project';
import { runTest } from '../../rule-tests';
import { ringfence } from '../cli/capture';
import { temporaryFolder } from '../project/temporary-folder';
import { PACKS } from '../support/rules';
import { SQL } from '../support/sql';
import { type Block, blocksOf, compileBlock, filesOf, readPage } from './page';

const folder = join(import.meta.dirname, '../../docs');
const pages = globSync('**/*.md', { cwd: folder }).sort();
const languagePages = pages.filter((page) => page.startsWith('language'));
/** The pages of packs show rules as they stand in the packs, whose tests run with them. */
const examples = pages
  .filter((page) => !page.startsWith('packs'))
  .flatMap(blocksOf)
  .filter(({ language }) => language === 'fence');

/** What a test expects and doesn't find, run as `ringfence test` does, beside the files of its page. */
async function unmet(block: RuleTest, { page }: Block, { plan }: ReturnType<typeof compileBlock>) {
  const cwd = temporaryFolder(filesOf(page));
  const origin = { ...block.origin, uri: fileUri(join(cwd, 'example.fence')) };
  const outcome = await runTest({ ...block, origin }, plan, { ...SQL, cwd, assumeComplete: false });
  return {
    problems: outcome.problems,
    expectations: outcome.expectations.filter(({ met }) => !met),
    passed: outcome.passed,
  };
}

describe('docs/language', () => {
  test('every page of the reference has examples', () => {
    const without = languagePages.filter((page) => !examples.some((example) => example.page === page));
    expect(without.map((page) => page.replace(/.*\//, ''))).toEqual(['decisions.md']);
  });

  test.each(examples)('$page:$line compiles without a remark and is laid out', (example) => {
    const { diagnostics } = compileBlock(example);
    expect(diagnostics.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    // a page may show a plain body as people write it
    expect(formatRuleFile(example.text, '', { keepPlain: true })).toEqual({ text: example.text });
  });

  const tested = examples.flatMap((example) => {
    const compiled = compileBlock(example);
    return compiled.tests.map((block) => ({
      place: `${example.page}:${example.line}`,
      title: block.title,
      block,
      example,
      compiled,
    }));
  });

  test.each(tested)('$place “$title”', async ({ block, example, compiled }) => {
    expect(await unmet(block, example, compiled)).toEqual({ problems: [], expectations: [], passed: true });
  });

  test('the first rule finds twelve traces in the sample, as its page says', async () => {
    const first = examples.find(({ page }) => page === 'language/README.md')!;
    const rules = join(temporaryFolder({ 'home.fence': first.text }), 'home.fence');
    const { stdout } = await ringfence(['check', rules, '--traces', 'samples/mediplatform/traces', '--format', 'json']);
    expect(JSON.parse(stdout).summary).toMatchObject({ violated: 12, unproven: 0, unseen: [] });
  });

  test('the YAML pack converts to what stands below it', () => {
    const [pack, converted] = blocksOf('language/yaml-packs.md');
    const { text, diagnostics } = convertYamlRules('file:///rules/isolation-rules.yaml', pack!.text, PACKS);
    expect(diagnostics).toEqual([]);
    expect(converted!.text).toBe(text);
  });
});

test('links lead somewhere', () => {
  for (const page of [...pages, '../README.md']) {
    for (const [, target, anchor] of readPage(page).matchAll(/\]\(([\w./-]*\.md)?(#[\w-]+)?\)/g)) {
      if (!target && !anchor) continue;
      const linked = target ? join(page, '..', target) : page;
      const anchors = [...readPage(linked).matchAll(/^#+ (.*)$/gm)].map(([, title]) => slug(title!));
      if (anchor !== undefined) expect(anchors, `${page} → ${target ?? ''}${anchor}`).toContain(anchor.slice(1));
    }
  }
});

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}

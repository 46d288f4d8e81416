import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge, type Report, type Verdict } from '../../engine';
import { formatRuleFile, literalTracesAsOtlp, type RuleTest } from '../../language';
import { ringfence } from '../cli/capture';
import { temporaryFolder } from '../project/temporary-folder';
import { compileTexts } from '../support/rules';
import { storeOf } from '../support/store';

const folder = join(import.meta.dirname, '../../docs');

interface Example {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

function examplesOf(page: string): Example[] {
  const text = readFileSync(join(folder, page), 'utf8');
  return [...text.matchAll(/^```fence\n(.*?)^```$/gms)].map((found) => ({
    page,
    line: text.slice(0, found.index).split('\n').length + 1,
    text: found[1]!,
  }));
}

const pages = globSync('language/*.md', { cwd: folder }).sort();
const examples = pages.flatMap(examplesOf);

/** `rule: held 1 violated 2`. */
function outcome({ traces, expectations }: RuleTest, plan: Parameters<typeof judge>[0]): string[] {
  const report = judge(plan, storeOf(literalTracesAsOtlp(traces)));
  return expectations.map(({ rule, verdict, count }) => {
    const found = countOf(report, rule, verdict);
    const all = report.rules.find(({ id }) => id === rule)?.checked ?? 0;
    const met = count === null ? found > 0 && found === all : found === count;
    return `${rule} ${verdict} ${met ? 'as expected' : `${found} of ${all}`}`;
  });
}

function countOf({ rules }: Report, id: string, verdict: Verdict): number {
  return rules.find((rule) => rule.id === id)?.[verdict] ?? -1;
}

describe('docs/language', () => {
  test('every page has examples', () => {
    expect(pages).toEqual(expect.arrayContaining(['language/README.md', 'language/rules.md', 'language/signals.md']));
    expect(examples.length).toBeGreaterThan(15);
  });

  test.each(examples)('$page:$line compiles without a remark and is laid out', ({ text }) => {
    expect(compileTexts([text]).diagnostics.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    expect(formatRuleFile(text)).toEqual({ text });
  });

  const tested = examples.flatMap((example) => {
    const { plan, tests } = compileTexts([example.text]);
    return tests.map((block) => ({ place: `${example.page}:${example.line}`, title: block.title, block, plan }));
  });

  test.each(tested)('$place “$title”', ({ block, plan }) => {
    const expected = block.expectations.map(({ rule, verdict }) => `${rule} ${verdict} as expected`);
    expect(outcome(block, plan)).toEqual(expected);
  });

  test('the first rule finds twelve traces in the sample, as its page says', async () => {
    const first = examples.find(({ page }) => page === 'language/README.md')!;
    const rules = join(temporaryFolder({ 'home.fence': first.text }), 'home.fence');
    const { stdout } = await ringfence(['check', rules, '--traces', 'samples/mediplatform/traces', '--format', 'json']);
    expect(JSON.parse(stdout).summary).toMatchObject({ violated: 12, unproven: 0, unseen: [] });
  });

  test('links lead somewhere', () => {
    for (const page of pages) {
      const text = readFileSync(join(folder, page), 'utf8');
      for (const [, target, anchor] of text.matchAll(/\]\(([\w./-]*\.md)(#[\w-]+)?\)/g)) {
        const linked = readFileSync(join(folder, page, '..', target!), 'utf8');
        const anchors = [...linked.matchAll(/^#+ (.*)$/gm)].map(([, title]) => slug(title!));
        if (anchor !== undefined) expect(anchors, `${page} → ${target}${anchor}`).toContain(anchor.slice(1));
      }
    }
  });
});

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}

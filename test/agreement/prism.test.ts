import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { judge, type Plan } from '../../engine';
import { isWhole, literalTracesAsOtlp } from '../../language';
import { plainData } from '../support/reference/functions';
import { judgeByReference } from '../support/reference/judge';
import { tracesOfOtlp } from '../support/reference/spans';
import type { Content } from '../support/reference/values';
import { compileTexts } from '../support/rules';
import { SQL } from '../support/sql';
import { storeOf } from '../support/store';
import { STD } from './both';

// pack/prism uses much of the language at once: its tests are judged by the reference as well.

const folder = new URL('../../packs/prism/', import.meta.url);
const files = readdirSync(folder).sort();
const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8').replace(/^import .*$/gm, '');
const data = new Map(
  files.filter((file) => file.endsWith('.yaml')).map((file) => [file, plainData(parse(textOf(file))) as Content]),
);

/** Every declaration and rule of the pack as one file: the reference reads no imports. */
const sections = files.filter((file) => file.endsWith('.fence') && !file.endsWith('.test.fence')).map(textOf);
const declarations = sections.map((text) => text.replace(/^rule [\s\S]*?^\}$/gm, '')).join('\n');
const rules = new Map(
  sections.flatMap((text) => [...text.matchAll(/^rule ([\w-]+)[\s\S]*?^\}$/gm)].map(([rule, id]) => [id!, rule])),
);

const plans = new Map<string, Plan>();
const tests = files.filter((file) => file.endsWith('.test.fence')).map(textOf);
const all = compileTexts([[declarations, ...rules.values(), ...tests].join('\n')], undefined, yaml);

test.each(all.tests.map((each) => [each.title, each] as const))('%s', (_, each) => {
  const otlp = literalTracesAsOtlp(each.traces);
  for (const id of new Set(each.expectations.map(({ rule }) => rule))) {
    const text = `${declarations}\n${rules.get(id)}`;
    const plan = plans.get(id) ?? compileTexts([text], undefined, yaml).plan;
    plans.set(id, plan);
    const options = { assumeComplete: isWhole(each) };
    const [result] = judgeByReference(text, tracesOfOtlp(otlp), { std: STD, data, ...options });
    const report = judge(plan, storeOf(otlp), { ...SQL, ...options });
    expect(countsOf(report.rules[0]!)).toEqual(countsOf(result!));
  }
});

test('every test of the pack is among them', () => expect(all.tests.length).toBeGreaterThan(3 * rules.size));

function yaml(uri: string): string | undefined {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return data.has(name) ? textOf(name) : undefined;
}

function countsOf(of: Record<'held' | 'violated' | 'unproven' | 'indeterminate' | 'unkeyed' | 'exercised', number>) {
  const { held, violated, unproven, indeterminate, unkeyed, exercised } = of;
  return { held, violated, unproven, indeterminate, unkeyed, exercised };
}

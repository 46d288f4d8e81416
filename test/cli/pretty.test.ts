import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../cli/report/check-result';
import { prettyReport } from '../../cli/report/pretty';
import { coloured, plain, type Style } from '../../cli/report/style';
import { madeFinding, madeResult, madeRule } from './made-result';

function pretty(result: CheckResult, style: Style = plain, quiet = false): string {
  return [...prettyReport(result, style, quiet)].join('');
}

function withViolations(findings: CheckResult['report']['violations']): CheckResult {
  const result = madeResult();
  return { ...result, report: { ...result.report, violations: findings, unproven: [], indeterminate: [] } };
}

describe('pretty', () => {
  test('shows everything that was found, and what was not seen', async () => {
    await expect(pretty(madeResult())).toMatchFileSnapshot('golden/pretty.txt');
  });

  test('is the same text on a terminal, in colour', () => {
    const text = pretty(madeResult(), coloured);
    expect(text).not.toBe(stripVTControlCharacters(text));
    expect(stripVTControlCharacters(text)).toBe(pretty(madeResult()));
  });

  test('is the summary alone where asked to be quiet', () => {
    expect(pretty(madeResult(), plain, true)).toBe(
      '1,204 checked, 1,200 held, 3 violated, 1 unproven, 1 indeterminate  (3 rules, 1,200 traces, 9,600 spans, 2024-09-01 to 2024-09-02)\n' +
        'Not everything was seen: 1 incomplete trace, 1 problem, 2 errors in rules.\n',
    );
  });

  test('lists some of many findings and counts the rest', () => {
    const text = pretty(withViolations(Array.from({ length: 1254 }, () => madeFinding('violated'))));
    expect(text).toContain('✗ 1,254 violated  Query on documents');
    expect(text.match(/trace 4ebbc8a9/g)).toHaveLength(20);
    expect(text).toContain('… and 1,234 more violated (--format json lists all)');
  });

  test('prints once what findings with one message have in common', () => {
    const other = madeFinding('violated', {
      context: [
        ['query', 'SELECT 2'],
        ['user_tenant', null],
      ],
    });
    const text = pretty(withViolations([madeFinding('violated'), other]));
    expect(Array.from(text.matchAll(/^ +((→|query|leaked|user_tenant) .*)/gm), ([, line]) => line)).toEqual([
      'user_tenant  (absent)',
      '→ Add an RLS policy to documents',
      'query   SELECT * FROM documents',
      'leaked  [doc_1, doc_2]',
      'query  SELECT 2',
    ]);
  });

  test('lets nothing from outside steer the terminal', () => {
    const evil = '\u001b]0;owned\u0007\u009b2J\r\n\u202e';
    const finding = madeFinding('violated', {
      ruleId: evil,
      message: evil,
      service: evil,
      tenant: evil,
      context: [[evil, evil]],
      recommendation: [evil],
      missing: [{ name: evil, reason: 'absent' }],
      location: { path: evil, line: 1, offset: 0 },
      subject: { kind: 'group', key: [[evil, evil]], window: null },
    });
    const result = withViolations([finding]);
    const text = pretty({
      ...result,
      report: {
        ...result.report,
        rules: [madeRule(evil, { title: evil })],
        summary: { ...result.report.summary, vacuous: [evil], unseen: [evil] },
      },
      problems: [{ path: evil, line: 1, offset: 0, what: evil, skipped: evil }],
      inputs: [{ path: evil, format: null, bytes: 0, spans: 0, problems: 0, skipped: evil, sha256: null }],
    });
    expect(text).toContain('\\u{1b}]0;owned');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  test('never claims more than was seen', () => {
    expect(pretty(madeResult())).not.toMatch(/100 ?%|(?<!un)proven/);
  });

  test('says which verdicts rest on --assume-complete', () => {
    expect(pretty({ ...madeResult(), assumeComplete: true }, plain, true)).toContain(
      'Every trace was taken for whole (--assume-complete).',
    );
  });

  test('shortens what is long', () => {
    const long = madeFinding('violated', { message: 'm'.repeat(10_000), context: [['query', 'q'.repeat(10_000)]] });
    for (const line of pretty(withViolations([long])).split('\n')) expect(line.length).toBeLessThan(450);
  });
});

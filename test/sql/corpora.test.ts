import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseSql } from '../../sql';
import { parser } from './parser';

const DATA = '../shared/data/sql';
const COLUMNS = ['tenant_id', 'id', 'a', 'f1'];

/** Rough statements: what is between semicolons at the ends of lines. */
function statementsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/;\s*\n/)
    .map((text) => text.replace(/^(\s*(--|\\|#).*\n)*/g, '').trim())
    .filter((text) => text !== '');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : path.endsWith('.sql') ? [path] : [];
  });
}

describe.skipIf(!existsSync(DATA))('corpora', () => {
  test.each(['postgres-regress', 'sqlglot'])('%s parses or says why not, and never throws', (folder) => {
    let all = 0;
    let parsed = 0;
    for (const file of filesIn(join(DATA, folder))) {
      for (const text of statementsIn(file)) {
        const analysis = analyseSql(parser, text, { dialect: folder === 'sqlglot' ? 'other_sql' : 'postgresql' });
        const answer = analysis.tenant({ columns: COLUMNS });
        all++;
        if (analysis.isValid) parsed++;
        else expect(analysis.problems.length, text).toBeGreaterThan(0);
        if (answer.filters === 'unknown') expect(answer.doubts.length, text).toBeGreaterThan(0);
        if (answer.filters === false) expect(answer.unfiltered.length, text).toBeGreaterThan(0);
        for (const { offset } of answer.unfiltered) expect(offset, text).toBeLessThan(text.length);
      }
    }
    console.log(`${folder}: ${parsed} of ${all} statements parse`);
    expect(parsed / all).toBeGreaterThan(folder === 'sqlglot' ? 0.6 : 0.9);
  });

  test('no statement of TPC-DS and TPC-H, which have no tenant, is pinned', () => {
    let judged = 0;
    for (const file of filesIn(join(DATA, 'sqlglot')).filter((each) => /tpc/.test(each))) {
      for (const text of statementsIn(file)) {
        const analysis = analyseSql(parser, text, { dialect: 'postgresql' });
        if (!/\bfrom\b/i.test(text)) continue;
        expect(analysis.filters(['tenant_id']), text).not.toBe(true);
        judged++;
      }
    }
    expect(judged).toBeGreaterThan(100);
  });
});

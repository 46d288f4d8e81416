import { describe, expect, test } from 'vitest';
import { analyseSql } from '../../sql';
import { generate } from './generate';
import { parser } from './parser';

const SEEDS = 400;

function filters(text: string, dialect = 'postgresql') {
  // texts of some lengths, 255 and even ones, count as cut
  let whole = text;
  while (whole.length === 255 || whole.length % 2 === 0) whole += ' ';
  const analysis = analyseSql(parser, whole, { dialect });
  expect(analysis.problems, text).toEqual([]);
  return analysis.filters(['tenant_id']);
}

describe('statements whose answer is known by construction', () => {
  test('whole, they are pinned', () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const text = generate(seed).text();
      expect(filters(text), text).toBe(true);
    }
  });

  test('with one link broken, whichever, they are not', () => {
    let broken = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const statement = generate(seed);
      for (let link = 0; link < statement.links; link++, broken++) {
        const text = statement.text(link);
        expect(filters(text), text).not.toBe(true);
      }
    }
    expect(broken).toBeGreaterThan(1000);
  });

  test('other dialects agree where the words are the same', () => {
    for (let seed = 0; seed < 100; seed++) {
      const statement = generate(seed);
      for (const dialect of ['mysql', 'microsoft.sql_server', 'oracle.db', 'sqlite', 'other_sql']) {
        const text = statement.text().replaceAll('$1', dialect === 'microsoft.sql_server' ? '@p' : ':p');
        expect(filters(text, dialect), `${dialect} ${text}`).toBe(true);
      }
    }
  });
});

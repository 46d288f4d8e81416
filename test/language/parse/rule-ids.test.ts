import { expect, test } from 'vitest';
import { parseRuleFile } from '../../../language';

const IDS = [
  'orders-filtered',
  'or-x',
  'in-memory',
  'input-check',
  'not-found',
  'notify',
  'as-of',
  'android.app',
  'true-tenant',
  'null-x',
  'matches-x',
  'where-x',
  'some-rule',
  'the-exempt',
  'rule-x',
  'span-x',
  'message-x',
];

test.each(IDS)('“%s” is an id after rule, expect and exempt', (id) => {
  const text = `rule ${id} { always { a } }
test "t" { expect ${id} violated expect ${id} held 2 }
exempt ${id} where service == "x" because "y"
exempt ${id} because "z"`;
  expect(parseRuleFile('', text).diagnostics).toEqual([]);
});

test.each([
  'rule a { always { b } per k window 1min tumbling }',
  'rule a { per k window 1min // a minute\n tumbling }',
  'rule a { always { tumbling } }',
  'rule a { always { b.where(rule in [1]) and expect or not rule } }',
])('%s', (text) => expect(parseRuleFile('', text).diagnostics).toEqual([]));

import { expect, test } from 'vitest';
import { completeRules } from '../../client/complete-rules';
import { finding, rule } from './findings';

const range = { start: { line: 9, character: 5 }, end: { line: 9, character: 6 } };

test('rules that did not change keep their findings and move', () => {
  const [x, y, z] = [rule('x', [finding()]), rule('y', []), rule('z', [])];
  const changed = { revision: 2, rules: [{ kept: x.version, uri: 'file:///other.fence', range }, z] };
  expect(completeRules(changed, { rules: [y, x] })).toEqual([{ ...x, uri: 'file:///other.fence', range }, z]);
});

test('what is not known any more is left out, and everything is new at first', () => {
  const x = rule('x', []);
  expect(completeRules({ revision: 1, rules: [x] }, { rules: [] })).toEqual([x]);
  expect(completeRules({ revision: 1, rules: [{ kept: x.version, uri: x.uri, range }] }, { rules: [] })).toEqual([]);
});

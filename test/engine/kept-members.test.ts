import { expect, it } from 'vitest';
import { judge } from '../../engine';
import { Run } from '../../engine/execute/run';
import { KEPT_FOR } from '../../engine/execute/signal/kept-members';
import { otlpOf } from '../support/generate/otlp';
import { planOf } from '../support/rules';
import { storeOf } from '../support/store';
import { planOf as planWithData } from './judging';

const TRACES = otlpOf([
  { id: 1, name: 'work', kind: 'client', attributes: { n: 1, s: '1', big: 1 } },
  { id: 2, name: 'work', kind: 'client', attributes: { n: 2, s: '2' } },
  { id: 3, name: 'rest', kind: 'server', attributes: { n: 3 } },
  { id: 4, parent: 3, name: 'rest', kind: 'client', attributes: { n: 3, s: 'x' } },
]);

const rule = (where: string) => `signal w = (span where ${where})\nrule r { each w as q always { q.s == "1" } }`;

const RULES = [
  'n == 1',
  'n == 2',
  'n == "1"',
  's == 1',
  's == "1"',
  'n in [1, 2]',
  'n in [1, 3]',
  'span:kind == client',
  'span:kind == server',
  'span:kind == client and n > 1',
  'root.n == 3',
  // several signals together, in either order
  'n == 1) or (span where n == 2',
  'n == 2) or (span where n == 1',
  'n == 1) or (span where n == 3',
].map(rule);

/** Parts of a signal: the same words mean other spans with another base. */
const PARTS = ['n >= 1', 'n >= 3'].flatMap((base) =>
  ['s == "1" or n == 3', 'n == 3', 'parent.n == 3'].flatMap((where) =>
    ['w', 'v where n == 3'].map(
      (more) =>
        `signal v = span where ${base}\nsignal w = v where ${where}\nsignal x = ${more}\nrule r { each x as q always { q.s == "1" } }`,
    ),
  ),
);

it('a store that was judged by other rules before says the same as a new one', () => {
  const judgedBefore = storeOf(TRACES);
  for (const text of [...RULES, ...PARTS, ...PARTS.toReversed(), ...RULES.toReversed()]) {
    const plan = planOf(text);
    expect(judge(plan, judgedBefore), text).toEqual(judge(plan, storeOf(TRACES)));
  }
});

it('what many judgements didn’t ask for is forgotten, though it is nothing', () => {
  const store = storeOf(TRACES);
  const membersOf = (text: string) => {
    const plan = planOf(text);
    return new Run(plan, store, {}).signals.members(plan.rules[0]!.signals[0]!);
  };
  const written = Array.from({ length: KEPT_FOR }, (_, i) => rule(`n == ${i + 100}`));
  const first = membersOf(rule('n == 99'));
  expect(first.rows.length).toBe(0);
  expect(membersOf(rule('n == 99'))).toBe(first);
  for (const text of written.slice(1)) membersOf(text);
  expect(membersOf(rule('n == 99'))).toBe(first);
  for (const text of written) membersOf(text);
  expect(membersOf(rule('n == 99'))).not.toBe(first);
});

it('what a loaded number makes of a condition is kept apart from what another makes of it', () => {
  const judgedBefore = storeOf(TRACES);
  const text = `let limits = load("limits.yaml")\n${rule('string(limits.most) == "-Infinity"')}`;
  for (const most of ['.inf', '-.inf', '.nan', '"-Infinity"', '.inf']) {
    const plan = planWithData(text, { 'limits.yaml': `most: ${most}` });
    expect(judge(plan, judgedBefore), most).toEqual(judge(plan, storeOf(TRACES)));
  }
});

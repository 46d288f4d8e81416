import { describe, expect, test } from 'vitest';
import { completed, detailed, versionsIn } from '../../server/replay/completed';
import type { FileMarks, ProjectOutcome, ReplayAnswer, RuleOutcome } from '../../server/replay/messages';
import { NOTHING_SEEN } from '../../server/seen/seen';

const rule = (version: number, id: string): RuleOutcome => ({
  version,
  id,
  title: id,
  severity: 'high',
  checked: 1,
  held: 1,
  violated: 0,
  unproven: 0,
  exempted: 0,
  indeterminate: 0,
  unkeyed: 0,
  vacuous: false,
  unseen: [],
  findings: [],
  places: [],
  ruleUri: 'file:///r.fence',
  ruleLine: 1,
});
const file = (version: number): FileMarks => ({
  version,
  uri: `file:///${version}.json`,
  marks: [],
  more: 0,
  atLeast: false,
  elsewhere: [],
});
const totals = { folder: '/p', traces: 1, spans: 1, incomplete: 0, problems: 0 };
const before: ProjectOutcome = {
  ...totals,
  rules: [rule(1, 'x'), rule(2, 'y')],
  inputs: [],
  marks: [file(3), file(4)],
  seen: NOTHING_SEEN,
  versions: { inputs: 5, seen: 6 },
};

describe('an answer and what is known already', () => {
  test('everything has a version', () => expect(versionsIn(before)).toEqual([1, 2, 3, 4, 5, 6]));

  test('nothing is known before the first answer', () => expect(versionsIn(undefined)).toEqual([]));

  test('make an outcome: what is kept in its new place, what is new, and nothing that is gone', () => {
    const answer: ReplayAnswer = {
      ...totals,
      spans: 2,
      rules: [rule(7, 'z'), { kept: 2, ruleUri: 'file:///s.fence', ruleLine: 9 }],
      inputs: { kept: 5 },
      marks: [{ kept: 4 }, file(8)],
      seen: { kept: 6 },
      versions: before.versions,
    };
    expect(completed(answer, before)).toEqual({
      ...before,
      spans: 2,
      rules: [rule(7, 'z'), { ...rule(2, 'y'), ruleUri: 'file:///s.fence', ruleLine: 9 }],
      marks: [file(4), file(8)],
    });
  });

  test('marks that are to follow are those from before until then', () => {
    const { rules, inputs, seen, versions } = before;
    const outcome = completed({ ...totals, rules, inputs, seen, versions, marks: null }, before);
    expect(outcome.marks).toBe(before.marks);
    expect(detailed(outcome, { marks: [file(9), { kept: 3 }] }).marks).toEqual([file(9), file(3)]);
    expect(completed({ ...totals, rules, inputs, seen, versions, marks: null }, undefined).marks).toEqual([]);
  });
});

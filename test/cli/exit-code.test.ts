import { describe, expect, test } from 'vitest';
import { exitCode, failsOn } from '../../cli/exit-code';
import { madeResult } from './made-result';

describe('exit codes', () => {
  test.each([
    [false, false, false, 0],
    [false, false, true, 1],
    [false, true, false, 3],
    [false, true, true, 3],
    [true, false, false, 2],
    [true, true, true, 2],
  ])('rules failed %j, input failed %j, verdicts failed %j: %i', (rulesFailed, inputFailed, verdictsFailed, code) => {
    expect(exitCode({ rulesFailed, inputFailed, verdictsFailed })).toBe(code);
  });

  const none = { violated: 0, unproven: 0, indeterminate: 0, unkeyed: 0, vacuous: [] };
  test.each([
    [{}, false, false],
    [{ violated: 1 }, true, true],
    [{ unproven: 1 }, false, true],
    [{ indeterminate: 1 }, false, true],
    [{ unkeyed: 1 }, false, true],
    [{ vacuous: ['r'] }, false, true],
    [{ exempted: 1, incomplete: 1 }, false, false],
  ])('%j fails on violation: %j, on unproven: %j', (counts, onViolation, onUnproven) => {
    const { report } = madeResult();
    const judged = { ...report, summary: { ...report.summary, ...none, ...counts } };
    expect([failsOn(judged, 'violation'), failsOn(judged, 'unproven'), failsOn(judged, 'never')]).toEqual([
      onViolation,
      onUnproven,
      false,
    ]);
  });
});

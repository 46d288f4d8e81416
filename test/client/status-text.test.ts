import { describe, expect, it } from 'vitest';
import { statusText } from '../../client/status-text';
import { notice } from '../../client/violations/notice';
import type { ReplayState, ReplaySummary } from '../../protocol';

const summary: ReplaySummary = {
  rules: 5,
  traces: 900,
  spans: 4500,
  checked: 100,
  held: 100,
  violated: 0,
  unproven: 0,
  exempted: 0,
  indeterminate: 0,
  unkeyed: 0,
  incomplete: 0,
  vacuous: [],
  unseen: [],
  problems: 0,
};

function state(over: Partial<ReplayState>, counts: Partial<ReplaySummary> | null = {}): ReplayState {
  const whole = counts && { ...summary, ...counts };
  return { phase: 'idle', message: null, progress: null, revision: 1, summary: whole, ...over };
}

describe('the status bar', () => {
  it('shows progress while it runs', () => {
    expect(statusText(state({ phase: 'running', progress: 0.429 })).text).toBe('$(sync~spin) Replaying 42 %');
    expect(statusText(state({ phase: 'running' })).text).toBe('$(sync~spin) Replaying');
  });

  it('counts what is violated and what is not known, each for itself', () => {
    expect(statusText(state({}, { violated: 12 }))).toMatchObject({ text: '$(shield) 12 violated', level: 'error' });
    expect(statusText(state({}, { unproven: 2, indeterminate: 1 }))).toMatchObject({
      text: '$(shield) 0 violated · 3 unproven',
      level: 'warning',
    });
  });

  it('never reads like a success where nothing was judged', () => {
    expect(statusText(state({}, { rules: 0 })).text).toBe('$(shield) no rules');
    expect(statusText(state({}, { traces: 0, checked: 0 })).text).toBe('$(shield) no traces');
    expect(statusText(state({}, { checked: 0, held: 0 })).text).toBe('$(shield) 0 violated · nothing checked');
    expect(statusText(state({ phase: 'idle' }, null)).text).toBe('$(shield) Ringfence');
  });

  it('says what is missing in the tooltip', () => {
    const { tooltip } = statusText(
      state({}, { incomplete: 3, unkeyed: 1, vacuous: ['typo'], unseen: ['databse.query'] }),
    );
    expect(tooltip).toContain('3 incomplete traces');
    expect(tooltip).toContain('1 without a key');
    expect(tooltip).toContain('Vacuous rules: typo');
    expect(tooltip).toContain('Never seen: databse.query');
  });

  it('shows a failure with its reason, and the last result after a cancelled run', () => {
    expect(statusText(state({ phase: 'failed', message: 'no memory' }))).toMatchObject({
      tooltip: 'no memory',
      level: 'error',
    });
    const cancelled = statusText(state({ phase: 'cancelled' }, { violated: 1 }));
    expect(cancelled.text).toBe('$(shield) 1 violated');
    expect(cancelled.tooltip).toMatch(/^Cancelled/);
  });

  it('keeps icon syntax and control characters of names out of the bar', () => {
    expect(statusText(state({}, { unseen: ['\u001b[2J'] })).tooltip).toContain('\ufffd[2J');
  });
});

describe('the notice above the tree', () => {
  it('is empty where nothing is missing', () => {
    expect(notice(state({}, { violated: 12 }))).toBe('');
    expect(notice(state({}, null))).toBe('');
  });

  it('names what keeps the verdicts from being the whole truth', () => {
    const missing = { incomplete: 1, unseen: ['databse.query'], problems: 2 };
    expect(notice(state({ message: 'No file has a span in it.' }, missing))).toBe(
      'No file has a span in it. 1 trace incomplete: absence there is no evidence. ' +
        'Never seen in the traces: databse.query. 2 problems in rules or trace files.',
    );
  });

  it('leaves an empty tree to the welcome text', () => {
    expect(notice(state({ message: 'There are no rule files.' }, { rules: 0 }))).toBe('');
  });
});

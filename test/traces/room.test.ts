import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FETCH_NOTHING, judge, TraceFlag } from '../../engine';
import { loadTraces, type TraceInput } from '../../traces/node';
import { otlpOf } from '../support/generate/otlp';
import { READING_PARTS } from '../support/open-scanner';
import { planOf } from '../support/rules';

const PLAN = planOf(`
rule checked { each work as w always { trace.has(check) } }
signal work = span "work"
signal check = span "check"
`);

const input = (path: string, name: string, id: number): TraceInput => ({
  path,
  file: '-',
  named: false,
  content: Buffer.from(otlpOf([{ id, name }])),
});
const INPUTS = [input('a.json', 'work', 1), input('b.json', 'check', 2)];

it('leaves out what there is no room for, says so, and proves nothing by its absence', async () => {
  let asked = 0;
  const loaded = await loadTraces(INPUTS, FETCH_NOTHING, { hasRoom: () => asked++ < 2 });
  expect(loaded.cut).toBe(true);
  expect(loaded.inputs.map(({ path, spans, skipped }) => [path, spans, skipped])).toEqual([
    ['a.json', 1, null],
    ['b.json', 0, 'the memory that traces may take is full'],
  ]);
  expect(loaded.problems).toMatchObject([{ path: 'b.json', what: 'the memory that traces may take is full' }]);
  expect([...loaded.store.traces.flags]).toEqual([TraceFlag.missingParent]);
  expect(judge(PLAN, loaded.store).summary).toMatchObject({ checked: 1, violated: 0, unproven: 1, incomplete: 1 });
});

it('is what it was where there is room', async () => {
  const loaded = await loadTraces(INPUTS, FETCH_NOTHING, { hasRoom: () => true });
  expect(loaded).toMatchObject({ cut: false, problems: [] });
  expect(judge(PLAN, loaded.store).summary).toMatchObject({ checked: 1, held: 1, incomplete: 0 });
});

it('is left out file by file on threads, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'room-'));
  try {
    const inputs = ['a', 'b', 'c'].map((name, i): TraceInput => {
      const lines = Array.from({ length: 50 }, (_, k) => otlpOf([{ id: i * 50 + k + 1, name: 'work' }]));
      writeFileSync(join(folder, name), lines.join('\n'));
      return { path: name, file: join(folder, name), named: true };
    });
    const options = { parts: READING_PARTS, threads: 2, partLength: 1000 };
    // where there is none for all of it, it is begun anew
    let asked = 0;
    const loaded = await loadTraces(inputs, FETCH_NOTHING, {
      ...options,
      hasRoom: () => ++asked === 2 || asked === 3,
    });
    expect(loaded.cut).toBe(true);
    expect(loaded.inputs.map(({ path, spans, skipped }) => [path, spans, skipped !== null])).toEqual([
      ['a', 50, false],
      ['b', 0, true],
      ['c', 0, true],
    ]);
    const whole = await loadTraces(inputs, FETCH_NOTHING, { ...options, hasRoom: () => true });
    expect(whole).toMatchObject({ cut: false, problems: [] });
    expect(whole.store.spans.count).toBe(150);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

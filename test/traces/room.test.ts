import { expect, it } from 'vitest';
import { FETCH_NOTHING, judge, TraceFlag } from '../../engine';
import { loadTraces, type TraceInput } from '../../traces/node';
import { otlpOf } from '../support/generate/otlp';
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

import { describe, expect, test } from 'vitest';
import type { ShortSpan } from '../support/generate/otlp';
import { judged } from './judging';

const span = (id: number, attributes: ShortSpan['attributes']): ShortSpan => ({
  trace: id,
  id,
  name: 's',
  kind: 'server',
  ...(attributes && { attributes }),
});

describe('coverage', () => {
  const rule = 'rule r { each s as q where q.on == true always { q.x == 1 or q.y == 1 } never { q.z == 1 } }';
  const spans = [
    span(1, { on: true, x: 1, y: 0, z: 0 }),
    span(2, { on: true, x: 0, y: 0 }),
    span(3, { on: true, x: 0, y: 1, z: 1 }),
    span(4, { on: false }),
  ];

  test('says of each trigger, obligation and arm how often it was what', () => {
    const { coverage } = judged(rule, spans, { coverage: true });
    expect(coverage).toEqual([
      {
        ruleId: 'r',
        parts: [
          { kind: 'trigger', condition: 'q.on == true', true: 3, false: 1, unknown: 0 },
          { kind: 'always', condition: 'q.x == 1 or q.y == 1', true: 2, false: 1, unknown: 0 },
          { kind: 'never', condition: 'q.z == 1', true: 1, false: 1, unknown: 0 },
          { kind: 'arm', condition: 'q.x == 1', true: 1, false: 2, unknown: 0 },
          { kind: 'arm', condition: 'q.y == 1', true: 1, false: 1, unknown: 0 },
        ],
      },
    ]);
  });

  test('changes nothing else, and is there only if asked for', () => {
    const { coverage, ...rest } = judged(rule, spans, { coverage: true });
    expect(coverage).toHaveLength(1);
    expect(judged(rule, spans)).toEqual(rest);
  });
});

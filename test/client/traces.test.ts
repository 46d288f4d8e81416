import { describe, expect, it } from 'vitest';
import { inputNodes } from '../../client/traces/tree';
import type { InputItem } from '../../protocol';

function input(name: string, over: Partial<InputItem> = {}): InputItem {
  return {
    project: 'file:///work',
    uri: `file:///work/${name}`,
    format: 'otlp-json',
    bytes: 10,
    spans: 1,
    problems: 0,
    listed: [],
    skipped: null,
    ...over,
  };
}

const problem = { line: 3, offset: 99, what: 'not JSON', skipped: 'the line' };

describe('the tree of trace files', () => {
  it('lists files by address and what was skipped apart, last', () => {
    const nodes = inputNodes({
      revision: 1,
      files: [input('b.json'), input('package.json', { format: null, skipped: 'no traces' }), input('a.json')],
    });
    expect(nodes.map((node) => node.id)).toEqual([
      'file:///work file:///work/a.json',
      'file:///work file:///work/b.json',
      'skipped',
    ]);
    expect(nodes.at(-1)).toMatchObject({ kind: 'skipped', children: [{ input: { skipped: 'no traces' } }] });
  });

  it('has the problems below their file, and the number of those that are not listed', () => {
    const [node] = inputNodes({ revision: 1, files: [input('a.json', { problems: 120, listed: [problem, problem] })] });
    expect(node).toMatchObject({
      kind: 'file',
      children: [{ problem }, { problem }, { kind: 'unlisted', count: 118 }],
    });
  });

  it('is empty without files', () => {
    expect(inputNodes({ revision: 1, files: [] })).toEqual([]);
  });
});

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelledError } from '../../engine';
import { findTraceFiles, type LoadProgress, loadTraces } from '../../traces/node';
import { encodeTraces } from '../support/encode-otlp';
import { fetching } from '../support/fetch-request';

const REQUEST = fetching({ span: ['tenant.id'], resource: ['service.name'], events: true });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'traces-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function traces(name: string, more: object = {}): { resourceSpans: object[] } {
  const id = Buffer.from(name.padEnd(8)).toString('hex');
  const span = { traceId: 'a'.repeat(32), spanId: id, name, startTimeUnixNano: '1', ...more };
  return { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
}

const json = (name: string, more?: object) => `${JSON.stringify(traces(name, more))}\n`;

async function load(...paths: string[]) {
  const found = await findTraceFiles(paths, { cwd: folder });
  const loaded = await loadTraces(found.inputs, REQUEST);
  const { store } = loaded;
  const names = [...store.spans.name].map((code) => store.values.value(code));
  return {
    ...loaded,
    names,
    problems: [...found.problems, ...loaded.problems],
    found: found.inputs.map(({ path }) => path),
  };
}

describe('traces are found', () => {
  beforeEach(() => {
    write('a.json', json('a'));
    write('sub/b.jsonl', json('b'));
    write('sub/c.binpb', encodeTraces(traces('c')));
    write('node_modules/x/d.json', json('d'));
    write('.hidden/e.json', json('e'));
    write('notes.txt', json('f'));
  });

  it.each([
    [['.'], ['a.json', 'sub/b.jsonl', 'sub/c.binpb']],
    [['sub'], ['sub/b.jsonl', 'sub/c.binpb']],
    [
      ['sub/c.binpb', 'a.json'],
      ['a.json', 'sub/c.binpb'],
    ],
    [['**/*.json'], ['a.json']],
    [
      ['sub/*', 'sub/b.jsonl'],
      ['sub/b.jsonl', 'sub/c.binpb'],
    ],
    [['notes.txt'], ['notes.txt']],
    [['-'], ['-']],
  ])('%s', async (paths, expected) => {
    const { inputs } = await findTraceFiles(paths, { cwd: folder });
    expect(inputs.map(({ path }) => path)).toEqual(expected);
  });

  it('outside of the working folder by their whole path', async () => {
    const { inputs } = await findTraceFiles(['../a.json'], { cwd: join(folder, 'sub') });
    expect(inputs).toEqual([
      { path: join(folder, 'a.json').replaceAll('\\', '/'), file: join(folder, 'a.json'), named: true },
    ]);
  });

  it('and named as such only where they were', async () => {
    const { inputs } = await findTraceFiles(['.', 'a.json'], { cwd: folder });
    expect(inputs.filter(({ named }) => named).map(({ path }) => path)).toEqual(['a.json']);
  });

  it('or not, which is a problem', async () => {
    const { inputs, problems } = await findTraceFiles(['*.pb'], { cwd: folder });
    expect(inputs).toEqual([]);
    expect(problems).toEqual([
      { path: '*.pb', line: null, offset: 0, what: 'no file matches', skipped: 'the pattern' },
    ]);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('except in a folder without rights', async () => {
    chmodSync(join(folder, 'sub'), 0);
    const { inputs, problems } = await findTraceFiles(['.'], { cwd: folder });
    chmodSync(join(folder, 'sub'), 0o700);
    expect(inputs.map(({ path }) => path)).toEqual(['a.json']);
    expect(problems).toMatchObject([{ path: 'sub', what: 'there is no permission to read it', skipped: 'the folder' }]);
  });
});

describe('traces are loaded', () => {
  it('from files of several formats into one store, whatever their order', async () => {
    write('b.json', json('a', { startTimeUnixNano: '2' }) + json('b'));
    write('a.pb', encodeTraces(traces('b')));
    const forth = await load('a.pb', 'b.json');
    const back = await load('b.json', 'a.pb');
    expect(forth.names).toEqual(['b', 'a']);
    expect(back).toEqual({ ...forth, store: expect.anything() });
    // seen in both files: located in the first by path
    expect([...forth.store.spans.file].map((file) => forth.store.files[file])).toEqual(['a.pb', 'b.json']);
    expect(forth.inputs).toEqual([
      { path: 'a.pb', format: 'otlp-protobuf', bytes: expect.any(Number), spans: 1, problems: 0, skipped: null },
      { path: 'b.json', format: 'otlp-json', bytes: expect.any(Number), spans: 2, problems: 0, skipped: null },
    ]);
  });

  it('with a note on what else was there', async () => {
    write('a.json', `${json('a')}{"resourceMetrics":[]}\n{"resourceLogs":[]}`);
    const { inputs, problems } = await load('a.json');
    expect(inputs[0]).toMatchObject({ spans: 1, problems: 0, skipped: '1 metrics and 1 logs messages' });
    expect(problems).toEqual([]);
  });

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['white space', ' \n', 'The file is empty.'],
    ['a table', 'a,b\n1,2\n', 'This is text of some kind, not JSON and not OTLP protobuf.'],
    ['an image', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'This is a PNG image.'],
    ['logs', '{"resourceLogs":[{"x":[]}]}', 'There are no traces in it, but 1 logs message.'],
    ['a manifest', '{"name":"x","version":"1"}', 'This is no OTLP: there is no resourceSpans in it.'],
    ['an empty object', '{}', 'There are no traces in it.'],
    [
      'noise',
      Uint8Array.from({ length: 300 }, (_, i) => (i * 7919) % 256),
      'This is no trace file: it is neither JSON nor OTLP protobuf.',
    ],
    [
      'metrics',
      Uint8Array.of(0x0a, 9, 0x12, 7, 0x12, 5, 0x0a, 1, 0x61, 0x3a, 0),
      'These are OTLP metrics, not traces.',
    ],
    [
      'logs in protobuf',
      Uint8Array.of(0x0a, 13, 0x12, 11, 0x12, 9, 0x09, 1, 2, 3, 4, 5, 6, 7, 8),
      'These are OTLP logs, not traces.',
    ],
  ])('except from %s', async (_, content, sentence) => {
    write('x.json', content);
    const named = await load('x.json');
    expect(named.inputs).toEqual([
      { path: 'x.json', format: null, bytes: content.length, spans: 0, problems: 1, skipped: sentence },
    ]);
    expect(named.problems).toEqual([{ path: 'x.json', line: null, offset: 0, what: sentence, skipped: 'the file' }]);
    const met = await load('.');
    expect(met.inputs).toEqual([
      { path: 'x.json', format: null, bytes: content.length, spans: 0, problems: 0, skipped: sentence },
    ]);
    expect(met.problems).toEqual([]);
  });

  it('except from what only takes long to look at', async () => {
    write('quotes.json', `{"a":"${'\\"'.repeat(1 << 20)}`);
    write('spaces.json', `{"a"${' '.repeat(1 << 20)}`);
    write('brackets.json', '['.repeat(1 << 20));
    write('newlines.txt', `x${'\n'.repeat(1 << 20)}`);
    const start = performance.now();
    const { inputs } = await load('quotes.json', 'spaces.json', 'brackets.json', 'newlines.txt');
    expect(inputs.map(({ spans }) => spans)).toEqual([0, 0, 0, 0]);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it.each([
    ['vanished.json', 'there is no such file'],
    ['a.json/x.json', 'a part of its path is not a folder'],
  ])('except from what is not there: %s', async (path, what) => {
    write('a.json', json('a'));
    const { problems, inputs, names } = await load(path, 'a.json');
    expect(names).toEqual(['a']);
    expect(problems).toEqual([{ path, line: null, offset: 0, what, skipped: 'the file' }]);
    expect(inputs).toContainEqual({ path, format: null, bytes: 0, spans: 0, problems: 1, skipped: what });
  });

  it('except from a folder given as a file', async () => {
    const { problems } = await loadTraces([{ path: 'x', file: folder, named: true }], REQUEST);
    expect(problems).toMatchObject([{ path: 'x', what: 'it is a folder' }]);
  });

  it('naming spans that share their ids and differ', async () => {
    write('a.json', json('a'));
    write('b.json', json('a', { kind: 2 }));
    const { problems, names } = await load('.');
    expect(names).toEqual(['a', 'a']);
    expect(problems.map(({ path, line, what }) => `${path}:${line}: ${what}`)).toEqual([
      'b.json:1: another span of trace aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa has the id 6120202020202020 and differs from this one',
    ]);
  });

  it('with progress, until cancelled', async () => {
    write('a.json', json('a').repeat(3));
    write('b.json', json('b'));
    const { inputs } = await findTraceFiles(['.'], { cwd: folder });
    const progress: LoadProgress[] = [];
    await loadTraces(inputs, REQUEST, { onProgress: (step) => progress.push(step) });
    const size = json('a').length * 3;
    expect(progress[0]).toEqual({ path: 'a.json', input: 1, inputs: 2, bytes: size, size, spans: 0 });
    expect(progress.at(-1)).toMatchObject({ path: 'b.json', input: 2, spans: 4 });
    let asked = 0;
    const cancelled = loadTraces(inputs, REQUEST, { cancelled: () => ++asked > 1 });
    await expect(cancelled).rejects.toThrow(CancelledError);
  });
});

describe('a catalog', () => {
  const attributes = (tenant: unknown, extra: object[] = []) => [{ key: 'tenant.id', value: tenant }, ...extra];
  const value = (text: string) => ({ stringValue: text });

  it.each(['json', 'pb'])('is collected in the same pass from %s', async (format) => {
    const spans = [
      {
        name: 'get',
        attributes: attributes(value('a')),
        events: [{ name: 'e', attributes: attributes({ intValue: '7' }) }],
      },
      { name: 'get', attributes: attributes(value('b'), [{ key: 'rare', value: { doubleValue: 1.5 } }]) },
      { name: 'put', attributes: attributes({ intValue: '5' }, [{ key: 'long', value: value('x'.repeat(300)) }]) },
    ].map((span, i) => ({
      traceId: 'a'.repeat(32),
      spanId: String(i + 1).repeat(16),
      startTimeUnixNano: '1',
      ...span,
    }));
    const document = {
      resourceSpans: [
        { resource: { attributes: [{ key: 'service.name', value: value('s') }] }, scopeSpans: [{ spans }] },
      ],
    };
    write(`a.${format}`, format === 'json' ? JSON.stringify(document) : encodeTraces(document));
    const { inputs } = await findTraceFiles(['.'], { cwd: folder });
    const { catalog, store } = await loadTraces(inputs, { ...REQUEST, span: [] }, { catalog: true });
    expect(store.column('span', 'tenant.id')).toBeUndefined();
    expect(catalog).toEqual({
      spanNames: [
        { name: 'get', count: 2 },
        { name: 'put', count: 1 },
      ],
      eventNames: [{ name: 'e', count: 1 }],
      services: [{ name: 's', count: 3 }],
      attributes: [
        {
          scope: 'span',
          key: 'tenant.id',
          count: 3,
          types: ['int', 'string'],
          values: ['a', 'b', 5],
          moreValues: false,
        },
        {
          scope: 'span',
          key: 'long',
          count: 1,
          types: ['string'],
          values: [],
          moreValues: true,
        },
        {
          scope: 'span',
          key: 'rare',
          count: 1,
          types: ['double'],
          values: [1.5],
          moreValues: false,
        },
        {
          scope: 'resource',
          key: 'service.name',
          count: 1,
          types: ['string'],
          values: ['s'],
          moreValues: false,
        },
        { scope: 'event', key: 'tenant.id', count: 1, types: ['int'], values: [7], moreValues: false },
      ],
      moreAttributes: false,
    });
  });

  it('keeps no more than 20 values of a key', async () => {
    for (let i = 0; i < 50; i++) write(`${i}.json`, json(`n${i}`, { attributes: attributes(value(`v${i}`)) }));
    const { inputs } = await findTraceFiles(['.'], { cwd: folder });
    const { catalog } = await loadTraces(inputs, REQUEST, { catalog: true });
    expect(catalog!.attributes[0]).toMatchObject({ key: 'tenant.id', count: 50, moreValues: true });
    expect(catalog!.attributes[0]!.values).toHaveLength(20);
  });

  it('counts a span once that was read in pieces', async () => {
    write(
      'a.json',
      json('a', {
        x: 'y'.repeat(1_048_400),
        attributes: attributes(
          value('a'),
          Array.from({ length: 40 }, () => ({ key: 'k', value: value('v') })),
        ),
      }),
    );
    const { inputs } = await findTraceFiles(['.'], { cwd: folder });
    const { catalog } = await loadTraces(inputs, REQUEST, { catalog: true });
    expect(catalog!.attributes.map(({ key, count }) => [key, count])).toEqual([
      ['k', 40],
      ['tenant.id', 1],
    ]);
  });
});

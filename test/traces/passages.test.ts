import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeStore } from '../support/describe-store';
import { fetching } from '../support/fetch-request';
import { readJson } from './reading';

// Writers repeat themselves between lists of spans, and the scanner passes what it knows: what isn't quite the same must count.

const KEYS = ['service.name', 'lib'];
const REQUEST = fetching({ resource: KEYS, instrumentation: KEYS, events: true, links: true });

const attributes = (key: string, value: number) => ({ attributes: [{ key, value: { stringValue: `v${value}` } }] });

let spanCount = 0;
const span = () => {
  spanCount++;
  const traceId = (spanCount % 40).toString(16).padStart(32, 'a');
  return { traceId, spanId: spanCount.toString(16).padStart(16, '0'), name: 'x' };
};

const spans = fc.integer({ min: 0, max: 3 }).map((count) => Array.from({ length: count }, span));
const scope = fc.integer({ min: 0, max: 1 }).map((value) => JSON.stringify(attributes('lib', value)));
const resource = fc
  .record({ value: fc.integer({ min: 0, max: 2 }), droppedAttributesCount: fc.constantFrom(0, 0, 0, 1) })
  .map(({ value, droppedAttributesCount }) =>
    JSON.stringify({ ...attributes('service.name', value), droppedAttributesCount }),
  );

/** Mostly one shape, so that it is known soon. */
function mostly<T>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 6 }, { arbitrary: unusual, weight: 1 });
}

const list = spans.map((of) => `"spans":${JSON.stringify(of)}`);
const scopeBlock = mostly(
  fc.tuple(scope, list).map(([own, of]) => `{"scope":${own},${of}}`),
  fc.oneof(
    list.map((of) => `{${of}}`),
    fc.tuple(scope, list, scope).map(([own, of, again]) => `{"scope":${own},${of},"scope":${again}}`),
    fc.tuple(scope, list).map(([own, of]) => `{${of},"scope":${own}}`),
  ),
);
const scopeBlocks = fc
  .array(scopeBlock, { minLength: 1, maxLength: 3 })
  .map((blocks) => `"scopeSpans":[${blocks.join(',')}]`);
const resourceBlock = mostly(
  fc.tuple(resource, scopeBlocks).map(([own, of]) => `{"resource":${own},${of}}`),
  fc.oneof(
    scopeBlocks.map((of) => `{${of}}`),
    fc
      .tuple(resource, scopeBlocks, resource)
      .map(([own, of, again]) => `{"resource":${own},${of},"resource":${again}}`),
    fc.tuple(resource, scopeBlocks).map(([own, of]) => `{${of},"resource":${own}}`),
  ),
);
const document = fc
  .tuple(
    fc.array(resourceBlock, { minLength: 1, maxLength: 2 }),
    mostly(fc.constant(''), fc.constantFrom(',"resourceLogs":[]', ',"resourceMetrics":[]', ',"x":"\\u0000"')),
    mostly(fc.constant('\n'), fc.constantFrom('\n\n', ' \n', '\r\n')),
  )
  .map(([blocks, rest, end]) => `{"resourceSpans":[${blocks.join(',')}]${rest}}${end}`);
/** Now and then one breaks off. */
const line = mostly(
  document,
  fc.tuple(document, fc.integer({ min: 1, max: 400 })).map(([text, cut]) => `${text.slice(0, -cut)}\n`),
);
const content = fc.array(line, { minLength: 30, maxLength: 60 }).map((lines) => lines.join(''));

it('what stands between lists of spans is read alike with the scanner and without', () => {
  fc.assert(
    fc.property(content, fc.integer({ min: 100, max: 20_000 }), (text, pieces) => {
      const all = ({ store, problems, tally }: ReturnType<typeof readJson>) => ({
        store: describeStore(store, KEYS),
        places: Array.from(store.spans.offset, (offset, row) => `${store.spans.line[row]} ${offset}`),
        problems,
        tally: tally.counts(),
      });
      const expected = all(readJson(text, { request: REQUEST, plainly: true }));
      expect(all(readJson(text, { request: REQUEST }))).toEqual(expected);
      expect(all(readJson(text, { request: REQUEST, pieces }))).toEqual(expected);
    }),
    { numRuns: 150, seed: 5, endOnFailure: true },
  );
});

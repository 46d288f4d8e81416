import { expect, it } from 'vitest';
import { describeStore } from '../support/describe-store';
import { fetching } from '../support/fetch-request';
import { readJson } from './reading';

// A resource or scope that is written as one before it is known by its text, wherever it stands.

const KEYS = ['service.name', 'lib', 'otel.scope.name'];
const REQUEST = fetching({ resource: KEYS, instrumentation: KEYS });

let spanCount = 0;
const span = () => ({ traceId: 'a'.repeat(32), spanId: (++spanCount).toString(16).padStart(16, '0'), name: 'x' });

/** A pretty-printed document, its resource and scope before the spans or behind them. */
function documentOf(resource: string, scope: string, behind: boolean): string {
  const spans = `"spans": ${JSON.stringify([span(), span()], null, 1)}`;
  const inOrder = (first: string, then: string) => (behind ? `${then},\n ${first}` : `${first},\n ${then}`);
  const scopes = `"scopeSpans": [{${inOrder(`"scope": ${scope}`, spans)}}]`;
  return `{"resourceSpans": [{${inOrder(`"resource": ${resource}`, scopes)}}]}\n`;
}

const attributes = (key: string, value: string) =>
  `"attributes": [{\n"key": "${key}", "value": {"stringValue": ${value}}}]`;
const RESOURCES = [
  `{${attributes('service.name', '"a"')}}`,
  `{\n${attributes('service.name', '"a"')}}`,
  `{${attributes('service.name', '"b {"')}, "droppedAttributesCount": 1}`,
  // is told each time
  `{${attributes('service.name', '7')}}`,
  '{"attributes": {}}',
  '{}',
  'null',
];
const SCOPES = [
  '{"name": "s", "version": "1"}',
  `{${attributes('lib', '"l"')}, "name": ""}`,
  `{${attributes('lib', '"l"')}, "droppedAttributesCount": 2}`,
  '{"name": 5}',
];

it('resources and scopes that come again are read alike with the scanner and without', () => {
  const documents = [1, 2, 3].flatMap((turn) =>
    RESOURCES.flatMap((resource, i) =>
      SCOPES.map((scope, k) => documentOf(resource, scope, (i + k) % (turn + 1) === 0)),
    ),
  );
  const text = documents.join('');
  const all = (options: Parameters<typeof readJson>[1]) => {
    const { store, problems, catalog } = readJson(text, { request: REQUEST, ...options });
    const places = Array.from(store.spans.offset, (offset, row) => `${store.spans.line[row]} ${offset}`);
    return { store: describeStore(store, KEYS), places, problems, catalog };
  };
  const expected = all({ plainly: true });
  expect(expected.problems.length).toBe(3 * (2 * SCOPES.length + RESOURCES.length));
  expect(all({})).toEqual(expected);
  expect(all({ pieces: 100 })).toEqual(expected);
  expect(all({ pieces: 1500 })).toEqual(expected);
  const counted = all({ plainly: true, catalog: true });
  expect(counted.catalog!.attributes).toMatchObject([{ key: 'service.name' }, { key: 'lib' }]);
  for (const pieces of [100, 1500, text.length]) expect(all({ pieces, catalog: true })).toEqual(counted);
});

it('what is read of a resource does not stay for one that is written otherwise', () => {
  const [a, b] = RESOURCES as [string, string];
  const broken = documentOf(a, SCOPES[0]!, false).replace('"stringValue": "a"', '"stringValue": "a');
  const text = documentOf(a, SCOPES[0]!, false) + broken + documentOf(b, SCOPES[0]!, true);
  const { store } = readJson(text, { request: REQUEST });
  expect(store.spans.offset.length).toBe(4);
  expect(describeStore(store, KEYS)).toEqual(
    describeStore(readJson(text, { request: REQUEST, plainly: true }).store, KEYS),
  );
});

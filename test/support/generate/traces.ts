import fc from 'fast-check';
import type { ShortAttributes, ShortEvent, ShortSpan, ShortValue } from './otlp';

/** Traces over the alphabet of the generated rules, with the gaps that real ones have. */

const NAME = fc.constantFrom(
  'alpha',
  'beta',
  'gamma',
  'alpha',
  'beta',
  'database.query',
  'api.request',
  'tenant_filter',
  'api.error',
  'other',
);
const VALUE: fc.Arbitrary<ShortValue> = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom<ShortValue>('a', 'a', 'b') },
  { weight: 6, arbitrary: fc.constantFrom<ShortValue>(1, '1', 1, '1', 2, -1, { double: 1 }, { double: 2.5 }) },
  { weight: 2, arbitrary: fc.constantFrom<ShortValue>('a:1', 'a:1', 'a:b:1', 'A', 'x', '1.0', '10', 403, '403', '') },
  { weight: 2, arbitrary: fc.constantFrom<ShortValue>(true, false, 'true') },
  { weight: 2, arbitrary: fc.constantFrom<ShortValue>(['a', 'b'], ['a'], [1, 'b'], ['1', true]) },
  { weight: 1, arbitrary: fc.constantFrom<ShortValue>(null, { double: Number.NaN }) },
);

/** Texts with something in them for the functions that read it. */
const TEXTS: Readonly<Record<string, fc.Arbitrary<ShortValue>>> = {
  body: fc.constantFrom<ShortValue>(
    '{"id":"a","n":1,"t":null}',
    '{"id":1,"t":null,"sub":{"id":"b"}}',
    '[{"id":"a","n":1,"t":null,"pool":["a"]},{"id":"b","n":2,"k":"x"},{"n":1}]',
    '["a","1",null]',
    '[]',
    '"a"',
    'null',
    '9007199254740993',
    'x',
    { record: { id: 'a', t: 'b', sub: { record: { id: 1 } } } },
    [{ record: { id: 'b', n: 1 } }, 'a'],
  ),
  url: fc.constantFrom<ShortValue>(
    'https://a.example:8080/x?t=a&t=b#a',
    'https://A.example',
    '/x?t=a',
    '/x/y?t=%61&u#f',
    'https://a.example/x?t=%zz',
    'a:1',
    'x',
    1,
  ),
  at: fc.constantFrom<ShortValue>(
    '2024-10-18T14:05:00Z',
    '2024-10-18T16:05:00.003+02:00',
    '2024-10-18',
    '2024-10-18T14:04',
    1_729_260_300,
    1_729_260_300_002,
    '1729260300',
    { double: 1_729_260_300.5 },
    '2024-02-31',
    'x',
  ),
  took: fc.constantFrom<ShortValue>(1, 2, '3', '1.50', { double: 2.5 }, { double: Number.NaN }, 'x', true),
  code: fc.constantFrom<ShortValue>(
    '6f1c2d3e-4b5a-4c6d-8e7f-90a1b2c3d4e5',
    'kX9fPq2LmZ7vRw4TnB8yHc3J',
    'a@b.example',
    '078-05-1120',
    '000-05-1120',
    '4111 1111 1111 1111',
    '4111 1111 1111 1112',
    '4111-1111-1111-1112',
    4_111_111_111_111_111,
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.',
    '10.0.0.1',
    'fe80::1',
    '42',
    '042',
    ['a', '10.0.0.256', '078-05-1120'],
    'a',
  ),
};

/** Each key with its chance of being there, in percent. */
function attributesOf(chances: Readonly<Record<string, number>>): fc.Arbitrary<ShortAttributes> {
  const maybe = (key: string, percent: number): fc.Arbitrary<ShortValue | undefined> =>
    fc.oneof(
      { withCrossShrink: true },
      { weight: 100 - percent, arbitrary: fc.constant(undefined) },
      { weight: percent, arbitrary: TEXTS[key] ?? VALUE },
    );
  return fc
    .record(Object.fromEntries(Object.entries(chances).map(([key, percent]) => [key, maybe(key, percent)])))
    .map(
      (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ShortAttributes,
    );
}

const BOOLEAN_LIKE = fc.constantFrom<ShortValue>(true, false, 'true', 'x');
/** A key that is nothing special, however it reads. */
const ODD: ShortAttributes = Object.fromEntries([
  ['__proto__', 'a'],
  ['constructor', 'b'],
]);
const SPAN_ATTRIBUTES = fc
  .tuple(
    attributesOf({
      k: 80,
      v: 70,
      n: 65,
      owner: 30,
      keeper: 15,
      tenant_id: 50,
      'user.tenant_id': 25,
      field: 40,
      status: 50,
      who: 40,
      body: 60,
      url: 60,
      at: 60,
      took: 60,
      code: 75,
    }),
    fc.option(BOOLEAN_LIKE, { nil: undefined }),
    fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom({ 'k-1': 'a' }, ODD) }),
  )
  .map(([all, ok, odd]) => ({ ...all, ...(ok === undefined ? {} : { ok }), ...odd }));

const rarely = <T>(value: T): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 24, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant(value) });

const EVENT: fc.Arbitrary<Omit<ShortEvent, 'at'> & { after: number }> = fc
  .record({
    name: NAME,
    after: fc.nat({ max: 4 }),
    attributes: attributesOf({ k: 50, v: 50, owner: 30 }),
    dropped: rarely(1),
  })
  .map(({ dropped, ...event }) => ({ ...event, ...(dropped === undefined ? {} : { dropped }) }));

type Drawn = Omit<ShortSpan, 'id' | 'trace' | 'parent' | 'start' | 'links'> & {
  up: number | 'missing' | 'none';
  after: number;
  /** So many spans back or on, over all traces. */
  linksOn: readonly { readonly on: number; readonly attributes: ShortAttributes }[];
};

const LINK = fc.record({ on: fc.nat({ max: 8 }), attributes: attributesOf({ k: 60, v: 20 }) });

const SPAN: fc.Arbitrary<Drawn> = fc
  .record({
    name: NAME,
    kind: fc.constantFrom(
      'internal' as const,
      'internal' as const,
      'client' as const,
      'server' as const,
      'consumer' as const,
    ),
    statusMessage: fc.constantFrom(undefined, undefined, 'x', 'y'),
    status: fc.constantFrom(undefined, undefined, 'ok' as const, 'error' as const),
    duration: fc.nat({ max: 4 }),
    attributes: SPAN_ATTRIBUTES,
    drawnEvents: fc.array(EVENT, { maxLength: 2 }),
    service: fc.constantFrom('api', 'db', 'web'),
    resource: attributesOf({
      k: 15,
      owner: 15,
      keeper: 25,
      'user.tenant_id': 10,
      'host.name': 20,
      'service.instance.id': 10,
    }),
    scope: attributesOf({ k: 50 }),
    linksOn: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(LINK, { minLength: 1, maxLength: 2 }) },
    ),
    droppedLinks: rarely(1),
    droppedAttributes: rarely(1),
    droppedEvents: rarely(1),
    up: fc.oneof(
      { weight: 9, arbitrary: fc.nat({ max: 2 }) },
      { weight: 1, arbitrary: fc.constant('missing' as const) },
      { weight: 1, arbitrary: fc.constant('none' as const) },
    ),
    after: fc.nat({ max: 3 }),
    traceState: rarely('ot=th:8'),
  })
  .map(
    ({ drawnEvents, status, statusMessage, droppedLinks, droppedAttributes, droppedEvents, traceState, ...span }) => ({
      ...span,
      ...(status === undefined ? {} : { status }),
      ...(statusMessage === undefined ? {} : { statusMessage }),
      ...(droppedLinks === undefined ? {} : { droppedLinks }),
      ...(droppedAttributes === undefined ? {} : { droppedAttributes }),
      ...(droppedEvents === undefined ? {} : { droppedEvents }),
      ...(traceState === undefined ? {} : { traceState }),
      events: drawnEvents.map(({ after, ...event }) => ({ ...event, at: after })),
    }),
  );

const MISSING = 0xdead;

type Laid = ShortSpan & Pick<Drawn, 'linksOn'>;

/** Links go to spans of this and other traces; the farthest to none that was read. */
function linked(spans: readonly Laid[]): ShortSpan[] {
  return spans.map(({ linksOn, ...span }, i) => {
    const links = linksOn.map(({ on, attributes }) => {
      const to = spans[(i + 1 + on) % (spans.length + 1)];
      return { to: to ? `${to.trace}/${to.id}` : '9/57005', attributes };
    });
    return links.length === 0 ? span : { ...span, links };
  });
}

/**
 * Numbers the spans, hangs each under an earlier one, and starts it some milliseconds after that; `flat` ones are
 * all under the first, one after another.
 */
function lay(drawn: readonly Drawn[], trace: number, from: number, flat: boolean): Laid[] {
  const spans: Laid[] = [];
  drawn.forEach(({ up, after, events, ...span }, i) => {
    const parent = typeof up === 'number' && i > 0 ? spans[flat ? 0 : Math.max(0, i - 1 - up)] : undefined;
    const start = ((flat ? spans.at(-1) : parent)?.start ?? from) + after;
    const named = up === 'missing' ? { parent: MISSING } : parent === undefined ? {} : { parent: parent.id };
    spans.push({
      ...span,
      trace,
      id: trace * 100 + i + 1,
      ...named,
      start,
      events: (events ?? []).map((e) => ({ ...e, at: e.at + start })),
    });
  });
  return spans;
}

const TRACE = fc.tuple(
  fc.array(SPAN, { minLength: 1, maxLength: 6 }),
  fc.nat({ max: 12 }),
  fc.constantFrom(false, false, true),
);

export const traceSet: fc.Arbitrary<ShortSpan[]> = fc
  .array(TRACE, { minLength: 1, maxLength: 4 })
  .map((traces) => linked(traces.flatMap(([spans, from, flat], i) => lay(spans, i + 1, from, flat))));

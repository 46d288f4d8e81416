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
  { weight: 4, arbitrary: fc.constantFrom<ShortValue>(1, '1', 2, { double: 1 }, { double: 2.5 }) },
  { weight: 2, arbitrary: fc.constantFrom<ShortValue>('a:1', 'A', 'x', '1.0', '10', 403, '403', '') },
  { weight: 2, arbitrary: fc.constantFrom<ShortValue>(true, false, 'true') },
  { weight: 2, arbitrary: fc.constantFrom<ShortValue>(['a', 'b'], ['a'], [1, 'b'], ['1', true]) },
  { weight: 1, arbitrary: fc.constantFrom<ShortValue>(null, { double: Number.NaN }) },
);

/** Each key with its chance of being there, in percent. */
function attributesOf(chances: Readonly<Record<string, number>>): fc.Arbitrary<ShortAttributes> {
  const maybe = (percent: number): fc.Arbitrary<ShortValue | undefined> =>
    fc.oneof(
      { withCrossShrink: true },
      { weight: 100 - percent, arbitrary: fc.constant(undefined) },
      { weight: percent, arbitrary: VALUE },
    );
  return fc
    .record(Object.fromEntries(Object.entries(chances).map(([key, percent]) => [key, maybe(percent)])))
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
      k: 70,
      v: 60,
      n: 50,
      owner: 30,
      keeper: 15,
      tenant_id: 50,
      'user.tenant_id': 25,
      field: 40,
      status: 50,
      who: 40,
    }),
    fc.option(BOOLEAN_LIKE, { nil: undefined }),
    fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom({ 'k-1': 'a' }, ODD) }),
  )
  .map(([all, ok, odd]) => ({ ...all, ...(ok === undefined ? {} : { ok }), ...odd }));

const rarely = <T>(value: T): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant(value) });

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
  linksOn: readonly number[];
};

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
    statusMessage: rarely('x'),
    status: fc.constantFrom(undefined, undefined, 'ok' as const, 'error' as const),
    duration: fc.nat({ max: 5 }),
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
    linksOn: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 2 }) },
    ),
    droppedLinks: rarely(1),
    droppedAttributes: rarely(1),
    droppedEvents: rarely(1),
    up: fc.oneof(
      { weight: 12, arbitrary: fc.nat({ max: 2 }) },
      { weight: 1, arbitrary: fc.constantFrom('missing' as const, 'none' as const) },
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

type Laid = ShortSpan & { readonly linksOn: readonly number[] };

/** Links go to spans of this and other traces; the farthest to none that was read. */
function linked(spans: readonly Laid[]): ShortSpan[] {
  return spans.map(({ linksOn, ...span }, i) => {
    const links = linksOn.map((back) => spans[(i + 1 + back) % (spans.length + 1)]);
    return links.length === 0 ? span : { ...span, links: links.map((to) => (to ? `${to.trace}/${to.id}` : '9/57005')) };
  });
}

/** Numbers the spans, hangs each under an earlier one, and starts it some milliseconds after that. */
function lay(drawn: readonly Drawn[], trace: number, from: number): Laid[] {
  const spans: Laid[] = [];
  drawn.forEach(({ up, after, events, ...span }, i) => {
    const parent = typeof up === 'number' && i > 0 ? spans[Math.max(0, i - 1 - up)] : undefined;
    const start = (parent?.start ?? from) + after;
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

export const traceSet: fc.Arbitrary<ShortSpan[]> = fc
  .array(fc.tuple(fc.array(SPAN, { minLength: 1, maxLength: 5 }), fc.nat({ max: 12 })), { minLength: 1, maxLength: 4 })
  .map((traces) => linked(traces.flatMap(([spans, from], i) => lay(spans, i + 1, from))));

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeStore } from '../support/describe-store';
import { fetching } from '../support/fetch-request';
import { scannedSpans } from '../support/open-scanner';
import { readJson } from './reading';

// The scanner remembers what one writer has between keys and values, and compares it the next time: in any order and
// spacing, and what is written differently once must count as it is written.

const KEYS = ['tenant.id', 'n', 'other', 'ｋéy'];
const REQUEST = fetching({ span: KEYS, event: KEYS, resource: ['r'], events: true, links: true, statusMessage: true });
const LITTLE = fetching({ span: ['n'], events: false });

type Json =
  | string
  | { readonly members: readonly (readonly [string, Json])[] }
  | { readonly elements: readonly Json[] };

/** Between tokens: behind `{` and `[`, behind a comma, before `}` and `]`, before a colon and behind it, by depth. */
interface Style {
  readonly open: (depth: number) => string;
  readonly comma: (depth: number) => string;
  readonly close: (depth: number) => string;
  readonly colon: string;
}

const flat = (open: string, comma: string, close: string, colon: string): Style => ({
  open: () => open,
  comma: () => comma,
  close: () => close,
  colon,
});
const indented = (newline: string, indent: string, colon: string): Style => {
  const line = (depth: number) => newline + indent.repeat(depth);
  return { open: line, comma: (depth) => `,${line(depth)}`, close: (depth) => line(depth - 1), colon };
};
const STYLES: readonly Style[] = [
  flat('', ',', '', ':'),
  flat(' ', ', ', ' ', ': '),
  flat('', ' , ', '', ' : '),
  flat('\n', ',\n', '\n', ':'),
  flat('', ',\r\n', '', ':\n'),
  indented('\n', '  ', ': '),
  indented('\n', '\t', ':'),
  indented(' ', ' ', ':  '),
  indented('\n', '      ', ': '),
  indented('\n', '            ', ':            '),
];

function write(value: Json, style: Style, depth = 1): string {
  if (typeof value === 'string') return value;
  const [brackets, items] =
    'elements' in value
      ? ['[]', value.elements.map((item) => write(item, style, depth + 1))]
      : ['{}', value.members.map(([key, item]) => `"${key}"${style.colon}${write(item, style, depth + 1)}`)];
  if (items.length === 0) return brackets;
  return brackets[0] + style.open(depth) + items.join(style.comma(depth)) + style.close(depth) + brackets[1];
}

const object = (...members: readonly (readonly [string, Json])[]): Json => ({ members });
const ordered = (members: readonly (readonly [string, Json])[], turned: boolean): Json => ({
  members: turned ? members.toReversed() : members,
});

/** Kinds of values as they are; some mean nothing. */
const VALUES: readonly Json[] = [
  object(['stringValue', '"a"']),
  object(['stringValue', '"longer than sixteen bytes, and then some more of it"']),
  object(['stringValue', '"\\u0041 \\"}},{\\\\"']),
  object(['intValue', '"17"']),
  object(['intValue', '17']),
  object(['int_value', '-3']),
  object(['doubleValue', '1.5e3']),
  object(['boolValue', 'true']),
  object(['bool_value', 'false']),
  object(),
  object(['intValue', '"17x"']),
  object(['intValue', 'x17']),
  object(['stringValue', '5']),
  object(['stringValue', '"a"'], ['intValue', '"5"']),
  object(['unknown', '"a"'], ['stringValue', '"a"']),
  object(['stringValue', '"a"'], ['unknown', '[{"key":"n"}]']),
  object(['arrayValue', object(['values', { elements: [object(['intValue', '"1"'])] }])]),
  object([
    'kvlistValue',
    object(['values', { elements: [object(['key', '"n"'], ['value', object(['stringValue', '"in"'])])] }]),
  ]),
  object(['stringValue', 'null']),
  object(['string\\u0056alue', '"a"']),
  object(['stringValue', '"a']),
  'null',
  '"a"',
  '[]',
];
/** Most are plain. */
const value = fc.oneof({ arbitrary: fc.constantFrom(...VALUES.slice(0, 5)), weight: 3 }, fc.constantFrom(...VALUES));
const key = fc.constantFrom(
  '"tenant.id"',
  '"n"',
  '"other"',
  '"ｋéy"',
  '"not asked for"',
  '"a key of more than sixteen bytes"',
);
const plain = fc.tuple(key, value, fc.boolean());
const attribute = fc.oneof(
  {
    arbitrary: plain.map(([name, of, turned]) =>
      ordered(
        [
          ['key', name],
          ['value', of],
        ],
        turned,
      ),
    ),
    weight: 12,
  },
  plain.map(([name, of, turned]) =>
    ordered(
      [
        ['key', name],
        ['value', of],
        ['key', '"other"'],
      ],
      turned,
    ),
  ),
  plain.map(([name, of, turned]) =>
    ordered(
      [
        ['value', of],
        ['key', name],
        ['value', object(['intValue', '"9"'])],
      ],
      turned,
    ),
  ),
  plain.map(([name, of, turned]) =>
    ordered(
      [
        ['extra', of],
        ['key', name],
        ['value', of],
      ],
      turned,
    ),
  ),
  fc.constantFrom<Json>(
    object(),
    object(['key', '"n"']),
    object(['value', object()]),
    '{"key":"\\u006e"}',
    'null',
    '7',
  ),
);
const attributes = fc.array(attribute, { maxLength: 6 }).map((elements): Json => ({ elements }));

let spanCount = 0;
const hex = (digits: number) => JSON.stringify((++spanCount).toString(16).padStart(digits, '0'));
const time = fc.constantFrom('"1729260300000000000"', '1729260300000000001', '"0"');
const event = fc.tuple(time, attributes, fc.boolean()).map(([at, own, turned]) =>
  ordered(
    [
      ['timeUnixNano', at],
      ['name', '"e"'],
      ['attributes', own],
    ],
    turned,
  ),
);
const field = fc.oneof(
  { arbitrary: attributes.map((own) => ['attributes', own] as const), weight: 3 },
  fc.array(event, { maxLength: 3 }).map((elements) => ['events', { elements }] as const),
  time.map((at) => ['startTimeUnixNano', at] as const),
  time.map((at) => ['end_time_unix_nano', at] as const),
  fc.constantFrom<readonly [string, Json]>(
    ['name', '"GET /"'],
    ['kind', '3'],
    ['kind', '9'],
    ['status', object(['code', '2'], ['message', '"late"'])],
    ['status', object()],
    ['droppedAttributesCount', '0'],
    ['dropped_events_count', '2'],
    ['traceState', '"ot=th:8"'],
    ['parentSpanId', '""'],
    ['links', { elements: [] }],
    ['flags', '256'],
    ['unknown', object(['attributes', { elements: [] }])],
    ['na\\u006de', '"x"'],
  ),
);
const span = fc
  .tuple(fc.uniqueArray(field, { maxLength: 7, selector: ([name]) => name }), fc.nat())
  .map(([own, at]) => {
    const ids: (readonly [string, Json])[] = [
      ['traceId', hex(32)],
      ['spanId', hex(16)],
    ];
    const place = at % (own.length + 1);
    return { members: [...own.slice(0, place), ...ids, ...own.slice(place)] };
  });

const resource: Json = object([
  'attributes',
  { elements: [object(['key', '"r"'], ['value', object(['stringValue', '"s"'])])] },
]);
const document = fc.array(span, { minLength: 1, maxLength: 6 }).map((elements) => {
  const scopes: Json = { elements: [object(['spans', { elements }])] };
  return object(['resourceSpans', { elements: [object(['resource', resource], ['scopeSpans', scopes])] }]);
});

/** Mostly in one style; now and then one breaks off. */
const style = fc.constantFrom(...STYLES);
const whole = fc
  .tuple(
    style,
    style,
    fc.array(fc.tuple(document, fc.nat(9), fc.nat(20), fc.nat(2000)), { minLength: 4, maxLength: 12 }),
  )
  .map(([usual, other, documents]) =>
    documents
      .map(([of, pick, breaks, cut]) => {
        const text = write(of, pick === 0 ? other : usual);
        return `${breaks === 0 ? text.slice(0, cut) : text}\n`;
      })
      .join(''),
  );

function all(text: string, options: Parameters<typeof readJson>[1]): unknown {
  const { store, problems, tally } = readJson(text, options);
  return {
    store: describeStore(store, [...KEYS, 'r']),
    places: Array.from(store.spans.offset, (offset, row) => `${store.spans.line[row]} ${offset}`),
    problems,
    tally: tally.counts(),
  };
}

describe('in any spacing', () => {
  it.each([
    ['with events', REQUEST],
    ['little', LITTLE],
    ['all attributes', { ...LITTLE, prefixes: [''] }],
  ])('spans are read alike with the scanner and without: %s', (_, request) => {
    fc.assert(
      fc.property(whole, fc.integer({ min: 20, max: 5000 }), (text, pieces) => {
        const expected = all(text, { request, plainly: true });
        expect(all(text, { request })).toEqual(expected);
        expect(all(text, { request, pieces })).toEqual(expected);
      }),
      { numRuns: 150, seed: 6, endOnFailure: true },
    );
  });

  const spanOf = (turned: boolean, id: number) =>
    ordered(
      [
        ['traceId', JSON.stringify(String(id).padStart(32, 'a'))],
        ['spanId', JSON.stringify(String(id).padStart(16, 'b'))],
        ['name', '"x"'],
        ['startTimeUnixNano', '"1729260300000000000"'],
        [
          'attributes',
          {
            elements: KEYS.map((name, i) =>
              ordered(
                [
                  ['key', JSON.stringify(name)],
                  ['value', VALUES[i * 2]!],
                ],
                turned !== (i === 2),
              ),
            ),
          },
        ],
        ['status', object(['code', '1'])],
      ],
      turned,
    );
  const documentOf = (turned: boolean) => {
    const elements = [1, 2, 3].map((id) => spanOf(turned !== (id === 3), id));
    return object([
      'resourceSpans',
      { elements: [object(['scopeSpans', { elements: [object(['spans', { elements }])] }])] },
    ]);
  };

  it.each(STYLES.map((own) => [JSON.stringify(write(object(['a', '1'], ['b', '2']), own)), own] as const))(
    'the scanner takes all spans, and a cut anywhere counts as without it: %s',
    (_, own) => {
      const text = `${write(documentOf(false), own)}\n${write(documentOf(true), own)}\n`;
      const before = scannedSpans();
      const { tally } = readJson(text, { request: REQUEST });
      expect(tally.spans).toBe(6);
      expect(scannedSpans() - before).toBe(6);
      for (let cut = 0; cut < text.length; cut += 1 + (cut % (text.length >> 8))) {
        // what is cut off is followed by a document, at the beginning of a line
        const cutText = `${text}${text.slice(0, cut)}\n${text}`;
        expect(all(cutText, { request: REQUEST })).toEqual(all(cutText, { request: REQUEST, plainly: true }));
      }
    },
  );
});

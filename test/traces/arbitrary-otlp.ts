import fc from 'fast-check';

/** JSON as it may be written: key order, spacing, escapes, numbers as strings, unknown fields, repeated keys. */

/** Written JSON, and the characters between its tokens chosen by the generator. */
type Written = string;

const SPACE = fc.constantFrom('', '', '', ' ', '\n', '  ', '\t', '\r\n');

const TEXTS = [
  '',
  'GET /',
  'order-api',
  'tenant_a',
  'é✓',
  '𝄞',
  '"',
  '\\',
  '\n\t',
  '\u0000',
  '</script>',
  '__proto__',
  '1',
  'true',
  'a'.repeat(70),
];
const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** A string with some of its characters escaped that need not be. */
function writtenString(value: string, escapes: readonly boolean[]): Written {
  let written = '';
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    const must = unit < 0x20 || unit === 0x22 || unit === 0x5c;
    if (escapes[i % escapes.length] || (must && unit !== 0x22 && unit !== 0x5c)) {
      written += `\\u${unit.toString(16).padStart(4, '0')}`;
    } else written += must ? `\\${value[i]}` : value[i];
  }
  return `"${written}"`;
}

const escapes = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 7 })
  .map((bits) => bits.map((bit, i) => bit && i % 3 === 0));

function string(value: fc.Arbitrary<string>): fc.Arbitrary<Written> {
  return fc.tuple(value, escapes).map(([chosen, bits]) => writtenString(chosen, bits));
}

const plain = (value: string): Written => JSON.stringify(value);

function digits(value: fc.Arbitrary<bigint>): fc.Arbitrary<Written> {
  return fc.tuple(value, fc.boolean()).map(([number, quoted]) => (quoted ? `"${number}"` : String(number)));
}

const oddTime = fc.constantFrom(
  'null',
  '1e3',
  '"1.0"',
  '"x"',
  '-5',
  '99999999999999999999999',
  '"000000000000000000000000000007"',
  '""',
  'true',
  '[1]',
);

const hex = (size: number, oddities: number) =>
  fc
    .tuple(
      fc.uint8Array({ minLength: size, maxLength: size }),
      fc.constantFrom('lower', 'upper', 'few', ...(oddities > 0 ? (['base64'] as const) : [])),
    )
    .map(([bytes, form]) => {
      const digits = Buffer.from(bytes).toString('hex');
      if (form === 'base64') return plain(Buffer.from(bytes).toString('base64'));
      // few distinct ones, so that parents are found and spans repeat
      if (form === 'few') return plain(`${'0'.repeat(size * 2 - 1)}${1 + (bytes[0]! % 5)}`);
      return plain(form === 'upper' ? digits.toUpperCase() : digits);
    });
const oddId = fc.constantFrom(
  '"xxxxx"',
  '"ABC"',
  '""',
  'null',
  '7',
  `"${'0'.repeat(32)}"`,
  `"${'0'.repeat(16)}"`,
  '"!!!"',
  '{}',
);
/** Something that no reader asked for. */
const unknownValue: fc.Arbitrary<Written> = fc.constantFrom(
  '0',
  '"a\\"}"',
  '[{},[]]',
  '{"spans":[{"name":"no"}],"x":[1,"]"]}',
  'null',
  '-1.5e-7',
);

interface FieldMaker {
  readonly names: readonly [string, ...string[]];
  readonly value: fc.Arbitrary<Written>;
  /** Fields whose repetition JSON.parse and a stream can't treat alike, as they hold lists of what is read at once. */
  readonly once?: boolean;
}

const field = (name: string, value: fc.Arbitrary<Written>, once = false): FieldMaker => ({
  names: [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)],
  value,
  once,
});

/** Another order, by a number. */
function rotate<T>(items: readonly T[], seed: number): T[] {
  const turned = items.map((_, i) => items[(i + seed) % items.length]!);
  return seed % 2 === 0 ? turned : turned.reverse();
}

function array(item: fc.Arbitrary<Written>, maxLength: number): fc.Arbitrary<Written> {
  return fc
    .tuple(fc.array(item, { maxLength }), SPACE)
    .map(([items, space]) => `[${space}${items.join(`${space},${space}`)}${space}]`);
}

export const KEYS: readonly string[] = [
  'service.name',
  'tenant.id',
  'db.query.text',
  '__proto__',
  'é',
  'otel.scope.name',
  'otel.scope.version',
];

/**
 * @param oddities how often something is odd: of a wrong kind, missing, repeated. 0 for documents as they should be,
 * though in any order and spacing.
 */
function arbitraryOtlp(oddities: number): fc.Arbitrary<string> {
  const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
    fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: odd, weight: oddities });

  /** An object with some of the fields, in any order, some twice, and some that nobody knows. */
  function object(...fields: FieldMaker[]): fc.Arbitrary<Written> {
    const known = fields.map((maker) => {
      const name = fc.constantFrom(maker.names[0], maker.names[0], maker.names[0], maker.names[1] ?? maker.names[0]);
      const pair = fc.tuple(name, maker.value);
      return fc.oneof(
        { arbitrary: fc.tuple(pair), weight: 10 },
        { arbitrary: fc.constant([]), weight: oddities },
        { arbitrary: maker.once ? fc.tuple(pair) : fc.tuple(pair, pair), weight: oddities },
      );
    });
    const unknown = fc.oneof(
      { arbitrary: fc.constant([]), weight: 5 },
      {
        arbitrary: fc
          .tuple(fc.constantFrom('x', 'flags', 'traceid', 'Name', 'spans2', ''), unknownValue)
          .map((pair) => [pair]),
        weight: 1,
      },
    );
    return fc
      .tuple(fc.tuple(...known, unknown), SPACE, SPACE, fc.nat(), escapes)
      .map(([lists, before, after, seed, bits]) => {
        const pairs = rotate(lists.flat() as [string, string][], seed);
        const keys = pairs.map(
          ([name, value]) =>
            `${before}${seed % 7 === 0 && oddities > 0 ? writtenString(name, bits) : plain(name)}${after}:${before}${value}${after}`,
        );
        return `{${keys.join(',') || before}}`;
      });
  }

  const integer = digits(
    mostly(
      fc.oneof(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: -5n, max: 1000n })),
      fc.oneof(fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }), fc.constant(1n << 63n)),
    ),
  );
  const time = digits(
    mostly(
      fc.oneof(
        fc.constant(1_700_000_000_123_456_789n),
        fc.bigInt({ min: 0n, max: (1n << 62n) - 1n }).map((value) => value % 4_294_967_295_000_000_000n),
        fc.bigInt({ min: 0n, max: 2_000_000_000n }),
      ),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    ),
  );
  const double = mostly(
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.constantFrom('1', '-0.0', '1e400')),
    fc.constantFrom('"2.5"', '"NaN"', '"-Infinity"', '"x"', 'null'),
  );
  const bytes = fc.uint8Array({ maxLength: 6 }).map((value) => plain(Buffer.from(value).toString('base64')));

  const anyValue: fc.Arbitrary<Written> = fc.letrec<{ value: Written; list: Written; map: Written }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { arbitrary: string(text).map((value) => `{"stringValue":${value}}`), weight: 6 },
      { arbitrary: string(text).map((value) => `{"string_value" : ${value}}`), weight: 1 },
      { arbitrary: fc.boolean().map((value) => `{"boolValue":${value}}`), weight: 1 },
      { arbitrary: integer.map((value) => `{"intValue":${value}}`), weight: 2 },
      { arbitrary: double.map((value) => `{"doubleValue":${value}}`), weight: 1 },
      { arbitrary: bytes.map((value) => `{"bytesValue":${value}}`), weight: oddities },
      {
        arbitrary: fc.constantFrom('{}', 'null', '{"stringValue":null}', '{"x":1}', '[]', '7', '{"intValue":{}}'),
        weight: oddities,
      },
      { arbitrary: tie('list'), weight: oddities },
      { arbitrary: tie('map'), weight: oddities },
    ),
    list: array(tie('value'), 3).map((items) => `{"arrayValue":{"values":${items}}}`),
    map: array(
      fc.tuple(string(text), tie('value')).map(([key, value]) => `{"key":${key},"value":${value}}`),
      3,
    ).map((items) => `{"kvlistValue":{ "values":${items}}}`),
  })).value;

  const key = fc.oneof(fc.constantFrom(...KEYS), fc.constantFrom('tenant.i', 'other', 'name'));

  const attribute = object(field('key', mostly(key.map(plain), string(key))), field('value', anyValue));
  const attributes = field(
    'attributes',
    mostly(array(attribute, 5), fc.constantFrom('null', '{}', '[null]', '[1]', '"x"')),
  );
  const dropped = (name: string) =>
    field(name, mostly(fc.constantFrom('0', '1', '"2"', '"0"'), fc.constantFrom('null', '1.5', '"x"', '[]')));

  const event = object(
    field('timeUnixNano', mostly(time, oddTime)),
    field('name', mostly(string(text), fc.constantFrom('null', '5'))),
    attributes,
    dropped('droppedAttributesCount'),
  );

  const link = object(
    field('traceId', mostly(hex(16, oddities), oddId)),
    field('spanId', mostly(hex(8, oddities), oddId)),
    attributes,
  );

  const enumValue = (names: readonly string[]) =>
    mostly(fc.constantFrom('0', '1', '2'), fc.constantFrom('"1"', '7', 'null', '-1', '"NOPE"', ...names.map(plain)));

  const span = object(
    field('traceId', mostly(hex(16, oddities), oddId)),
    field('spanId', mostly(hex(8, oddities), oddId)),
    field('parentSpanId', mostly(hex(8, oddities), oddId)),
    field(
      'traceState',
      mostly(
        fc.constantFrom('""', '"ot=th:0"', '"a=b, ot=rv:1;th:c"', '"ot=th:8,x=y"', '"xot=th:8"'),
        fc.constantFrom('null', '"ot=\\u0074h:8"', '7'),
      ),
    ),
    field('name', mostly(string(text), fc.constantFrom('null', '5'))),
    field('kind', enumValue(['SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER'])),
    field('startTimeUnixNano', mostly(time, oddTime)),
    field('endTimeUnixNano', mostly(time, oddTime)),
    attributes,
    dropped('droppedAttributesCount'),
    field('events', mostly(array(event, 3), fc.constantFrom('null', '{}', '[3]'))),
    dropped('droppedEventsCount'),
    field('links', mostly(array(link, 2), fc.constantFrom('null', '{}'))),
    dropped('droppedLinksCount'),
    field(
      'status',
      mostly(
        object(field('code', enumValue(['STATUS_CODE_ERROR'])), field('message', string(text))),
        fc.constantFrom('null', '[]'),
      ),
    ),
  );

  const scope = object(
    field('name', string(text)),
    field('version', string(text)),
    attributes,
    dropped('droppedAttributesCount'),
  );
  const resource = object(attributes, dropped('droppedAttributesCount'));

  const scopeBlock = object(
    field('scope', mostly(scope, fc.constantFrom('null', '1'))),
    field('spans', mostly(array(span, 5), fc.constantFrom('null')), true),
  );
  const resourceBlock = object(
    field('resource', mostly(resource, fc.constantFrom('null', '1'))),
    field('scopeSpans', array(scopeBlock, 3), true),
  );

  const document = object(field('resourceSpans', array(resourceBlock, 3), true));

  // half an escaped pair next to its raw other half can't be written as UTF-8
  return fc
    .tuple(fc.array(document, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '\n', ' ', '\r\n\n'))
    .map(([documents, between]) => documents.join(between).toWellFormed());
}

/** Documents one after another, with something between them or nothing. */
export const otlpText: fc.Arbitrary<string> = arbitraryOtlp(1);

/** The same, without anything odd. */
export const properOtlpText: fc.Arbitrary<string> = arbitraryOtlp(0);

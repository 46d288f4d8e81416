import fc from 'fast-check';

/**
 * Rule files as lists of tokens: any grammatical file can come out, whatever its rules may mean. A token that
 * must keep its neighbour on its line holds both.
 */
export type Tokens = readonly string[];

const flat = (...parts: fc.Arbitrary<Tokens>[]): fc.Arbitrary<Tokens> =>
  fc.tuple(...parts).map((lists) => lists.flat());
const word = (...words: string[]): fc.Arbitrary<Tokens> => fc.constantFrom(...words).map((text) => [text]);
const optional = (part: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> => fc.oneof(fc.constant<Tokens>([]), part);
const list = (item: fc.Arbitrary<Tokens>, least = 0, most = 4): fc.Arbitrary<Tokens> =>
  fc.array(item, { minLength: least, maxLength: most }).map((items) => items.flat());
const separated = (item: fc.Arbitrary<Tokens>, least: number, most = 4): fc.Arbitrary<Tokens> =>
  fc
    .array(item, { minLength: least, maxLength: most })
    .map((items) => items.flatMap((tokens, index) => (index === 0 ? tokens : [',', ...tokens])));
const comma = optional(word(','));

const name = word(
  'a',
  'tenant_id',
  'user.tenant_id',
  'q.db.query.text',
  'span:kind',
  'q.span:duration',
  'entry.x',
  'trace.has',
  '`http.request.header.x-tenant-id`',
  'hipaa.`164.312(a)(2)(ii)`',
  'error.message',
  'a_very_long_attribute.name.of_many.parts',
  'rule.id',
  'per.cent',
);
const text = word(
  '"x"',
  '"tenant {q.tenant_id} \\"quoted\\""',
  '"// no comment /* here */"',
  '""',
  '"a text that is somewhat longer than others"',
);
const duration = word('1min', '5s', '1.5h', '100ms');
const literal = fc.oneof(
  text,
  duration,
  word('12', '3.25', '1e9', '10KiB', '2024-09-01', '2024-09-01T00:00:00Z', 'true', 'false', 'null'),
);
const ruleId = word('some-rule', 'x', '"any id"', 'a.b-c');

const NAMES_BEFORE_OPERATORS = word('message == "x"', 'context != null', 'span in [1]');

interface Level {
  readonly postfix: fc.Arbitrary<Tokens>;
  readonly expression: fc.Arbitrary<Tokens>;
}

/** Expressions over those one level simpler. */
function levelAbove({ postfix, expression }: Level): Level {
  const sum = fc.oneof(
    postfix,
    flat(word('-'), postfix),
    flat(postfix, word('+', '-', '*', '/', '%'), postfix),
    flat(postfix, word('??'), postfix, word('??'), postfix),
  );
  const argument = flat(expression, optional(flat(word('as'), word('b', 'q2'))));
  const call = flat(word('('), separated(fc.oneof(argument, flat(name, word('='), sum)), 0, 3), word(')'));
  const step = fc.oneof(
    { weight: 3, arbitrary: call },
    {
      weight: 3,
      arbitrary: flat(word('.'), word('where', 'before', 'within', 'contains', 'starts_with', 'q.r'), call),
    },
    { weight: 1, arbitrary: flat(word('.'), name) },
    { weight: 1, arbitrary: flat(word('['), fc.oneof(word('*'), expression), word(']')) },
  );
  const primary = fc.oneof(
    name,
    literal,
    flat(word('['), separated(expression, 0, 3), word(']')),
    flat(word('['), separated(literal, 1, 12), comma, word(']')),
    flat(word('('), expression, word(')')),
  );
  const operator = word(
    ...['==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'not \n in'],
    ...['matches', 'contains', 'starts_with', 'ends_with'],
  );
  const not = flat(
    optional(word('not', '!')),
    fc.oneof(primary, NAMES_BEFORE_OPERATORS, sum, flat(sum, operator, sum)),
  );
  return {
    postfix: flat(primary, list(step, 0, 3)),
    expression: fc.oneof(
      not,
      flat(not, word('and', '&&'), not),
      flat(not, word('and'), not, word('or'), not),
      flat(not, word('or'), not, word('and'), not, word('and'), not),
    ),
  };
}

const simple: Level = { postfix: name, expression: fc.oneof(name, literal) };
const { expression, postfix } = levelAbove(levelAbove(simple));

const fields = flat(word('{'), list(flat(name, word('='), expression, comma)), word('}'));
const condition = flat(word('where'), expression);
const braced = flat(word('{'), expression, word('}'));
const ids = flat(word('['), separated(name, 1), comma, word(']'));

const metadata = fc.oneof(
  flat(word('severity'), word('critical', 'low')),
  flat(word('controls', 'tags'), fc.oneof(ids, word('[]'))),
  flat(word('services'), word('['), separated(text, 1), comma, word(']')),
  flat(word('message'), text),
  flat(word('recommend'), separated(text, 1, 3)),
  flat(word('context'), fields),
);
const clause = fc.oneof(
  flat(word('each'), postfix, word('as q'), optional(condition)),
  flat(word('per'), separated(postfix, 1, 3), optional(flat(word('window'), duration, optional(word('tumbling'))))),
  flat(word('when', 'always', 'never'), braced),
);
const body = fc.oneof(
  flat(expression, list(metadata)),
  flat(clause, list(fc.oneof(clause, metadata))),
  fc.constant<Tokens>([]),
);
const rule = flat(
  ruleId.map(([id]) => [`rule ${id}`]),
  optional(text),
  word('{'),
  list(metadata, 0, 3),
  body,
  word('}'),
);

// what a term's `where` demands reaches over any `or` that follows: only the last of several can have one
const wholeTerm = fc.oneof(name, flat(word('span', 'event'), optional(text)));
const lastTerm = fc.oneof(
  flat(wholeTerm, optional(condition)),
  flat(word('from'), name, word('until'), name, word('by'), separated(postfix, 1, 2)),
);
const joined = (whole: fc.Arbitrary<Tokens>, last: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> =>
  flat(list(flat(whole, word('or')), 0, 2), last);
const grouped = flat(word('('), joined(wholeTerm, lastTerm), word(')'));
const terms = joined(
  fc.oneof(wholeTerm, grouped),
  fc.oneof(lastTerm, flat(grouped, optional(condition)), flat(word('('), joined(grouped, lastTerm), word(')'))),
);
const signal = flat(word('signal'), name, word('='), terms, optional(fields));

const nodeWith = (children: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> =>
  flat(
    word('span', 'event'),
    fc.oneof(name, text),
    optional(flat(word('('), separated(flat(name, word(':'), expression), 0, 3), word(')'))),
    optional(flat(word('{'), children, word('}'))),
  );
const node = nodeWith(list(nodeWith(list(nodeWith(fc.constant<Tokens>([])), 0, 2)), 0, 2));
const testBlock = flat(
  word('test'),
  text,
  word('{'),
  list(
    fc.oneof(
      flat(word('given'), text),
      flat(word('trace'), word('{'), list(node, 0, 3), word('}')),
      flat(
        ruleId.map(([id]) => [`expect ${id}`]),
        word('violated'),
        optional(word('12')),
      ),
    ),
  ),
  word('}'),
);

const declaration = fc.oneof(
  flat(word('import'), text),
  flat(word('let', 'param', 'attribute', 'inherited'), name, word('='), expression),
  flat(word('inherited'), name, word('='), expression, word('else'), name),
  signal,
  { weight: 3, arbitrary: rule },
  flat(
    ruleId.map(([id]) => [`exempt ${id}`]),
    optional(condition),
    optional(flat(word('until'), word('2027-03-31'))),
    word('because'),
    text,
  ),
  testBlock,
);

const gap = fc.oneof(
  { weight: 12, arbitrary: fc.constant(' ') },
  { weight: 2, arbitrary: fc.constantFrom('\n', '\n\n', '\n   \n\n\t', '   ', '\r\n', '\r\n\r\n') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' //#\n',
      ' //#\n',
      '\n\n// #\n',
      '\n//#  \n\n',
      ' /*#*/',
      '\n/* #\n  more */\n',
      ' /*#\n*/',
      ' /*#*/ // #\n',
    ),
  },
);

/** Rule files with any spacing and with comments anywhere, each comment with a number of its own. */
export const ruleFile: fc.Arbitrary<string> = list(declaration, 0, 5).chain((tokens) =>
  fc.array(gap, { minLength: tokens.length + 1, maxLength: tokens.length + 1 }).map((gaps) => {
    let number = 0;
    const numbered = gaps.map((between) => between.replaceAll('#', () => `c${number++};`));
    return tokens.map((token, index) => numbered[index] + token).join('') + numbered.at(-1);
  }),
);

import fc from 'fast-check';

/**
 * Rule files as text over a small alphabet, so that names and values meet those of the generated traces.
 * Every declaration's name is fixed and its definition drawn; the ones that a rule needs are printed.
 */

type Text = fc.Arbitrary<string>;

/** What an expression may name where it stands. */
interface Context {
  readonly bindings: readonly string[];
  /** Conditions on the subject as a whole, not on an occurrence. */
  readonly subjectLevel: boolean;
  /** Bare names are read on an occurrence. */
  readonly here: boolean;
  readonly keys: readonly string[];
  readonly searches: boolean;
}

const one = (...texts: string[]): Text => fc.constantFrom(...texts);
const join = (parts: Text[], glue: (...texts: string[]) => string): Text => fc.tuple(...parts).map((t) => glue(...t));
const weighted = (...arms: [number, Text][]): Text =>
  fc.oneof(...arms.map(([weight, arbitrary]) => ({ weight, arbitrary })));

// ── the alphabet

/** Undeclared names, declared signals, and std's. */
const SIGNAL = weighted(
  [6, one('alpha', 'beta', 'gamma')],
  [6, one('first', 'picked', 'narrowed', 'joined', 'grouped', 'happened')],
  [2, one('database.query', 'api.request', 'tenant_filter', 'api.error')],
  [2, one('lasting', 'lasting', 'lasts_too')],
  [1, one('nowhere')],
);
const ATTRIBUTE = weighted(
  [6, one('k', 'v', 'n', 'ok')],
  [4, one('who', 'owner', 'keeper', 'keeper')],
  [3, one('field', 'status_of', 'tenant_id', 'user.tenant_id')],
  [1, one('`k-1`', '`__proto__`', 'constructor')],
);
const NAVIGATED = one(
  'parent.k',
  'root.k',
  'span.k',
  'resource.k',
  'event.k',
  'parent.owner',
  'root.who',
  'parent.parent.v',
  'span:name',
  'name',
  'service',
);
const STRING = one('"a"', '"b"', '"1"', '"a:1"', '"true"', '"x"');
const NUMBER = one('1', '2', '0', '2.5', '403');
const LITERAL = weighted([6, STRING], [4, NUMBER], [1, one('true', 'false')], [2, one('word', 'limit', 'threshold')]);
const LIST = weighted(
  [
    3,
    fc
      .array(weighted([3, STRING], [2, NUMBER]), { minLength: 1, maxLength: 3 })
      .map((items) => `[${items.join(', ')}]`),
  ],
  [1, one('words', 'numbers')],
);
const ORDER = one('<', '<=', '>', '>=');
const EQUALITY = one('==', '!=');

// ── values

function operand(context: Context): Text {
  const plain = context.here ? weighted([8, ATTRIBUTE], [3, NAVIGATED]) : undefined;
  const bound = context.bindings.map((b) => weighted([8, ATTRIBUTE], [3, NAVIGATED]).map((name) => `${b}.${name}`));
  const keys = context.keys.length > 0 && !context.here ? [one(...context.keys)] : [];
  const name = fc.oneof(...(plain ? [plain] : []), ...bound, ...keys);
  return weighted(
    [12, name],
    [1, join([name, name], (a, b) => `(${a} ?? ${b})`)],
    [1, join([one('lower', 'upper', 'string'), name], (f, a) => `${f}(${a})`)],
  );
}

/** What is a number whatever it is made of: it compares with numbers only. */
function calculated(context: Context): Text {
  const value = operand(context);
  return weighted(
    [1, value.map((a) => `number(${a})`)],
    [1, join([value, one('+', '-', '*', '/', '%'), one('1', '2', '0')], (a, o, b) => `${a} ${o} ${b}`)],
  );
}

const hasOperands = (context: Context): boolean =>
  context.here || context.bindings.length > 0 || context.keys.length > 0;

// ── conditions

/** Functions of texts, on values that often are none. */
function ofText(value: Text, bindings: readonly string[]): Text {
  const held = bindings.length === 0 ? [] : [join([one(...bindings), STRING], (b, x) => `values(${b}) contains ${x}`)];
  return fc.oneof(
    join([value, EQUALITY, STRING], (a, o, b) => `prefix(${a}, 1) ${o} ${b}`),
    join([value, one('0', '-1'), EQUALITY, STRING], (a, i, o, b) => `split(${a}, ":")[${i}] ${o} ${b}`),
    join([value, value], (a, b) => `sha256(${a}) == sha256(${b})`),
    join([value, one('a*', '?', '*:1', 'a:?')], (a, p) => `glob(${a}, "${p}")`),
    join([value, one('{x}', 'a:{x}', '{x}:1', '{x}:{y}')], (a, t) => `${a} matches template("${t}")`),
    join([value, one('{t}', '{t}:{x}', 'a:{t}'), value], (a, t, b) => `${a} matches template("${t}", t = ${b})`),
    join([value, value], (a, b) => `${a} contains any(["a", "b", "1"], except = ${b})`),
    join([value], (a) => `${a} contains any(["a", "x"])`),
    ...held,
  );
}

function comparison(context: Context): Text {
  const value = operand(context);
  const enums = context.here ? ['', ...context.bindings.map((b) => `${b}.`)] : context.bindings.map((b) => `${b}.`);
  const enumerated =
    enums.length === 0
      ? []
      : [
          join([one(...enums), EQUALITY, one('client', 'server', 'internal')], (b, o, w) => `${b}span:kind ${o} ${w}`),
          join([one(...enums), EQUALITY, one('error', 'ok', 'unset')], (b, o, w) => `${b}status ${o} ${w}`),
          join([one(...enums), one('in', 'not in')], (b, o) => `${b}kind ${o} [client, consumer]`),
          join([one(...enums), one('in', 'not in')], (b, o) => `${b}status ${o} [403, 1]`),
          join([one(...enums), ORDER], (b, o) => `${b}duration ${o} 2ms`),
        ];
  const intrinsics = enums.map((b) =>
    weighted(
      [1, join([ORDER, one('0', '1', '2')], (o, n) => `${b}span:childCount ${o} ${n}`)],
      [1, join([EQUALITY, one('"alpha"', '"beta"')], (o, n) => `${b}trace:rootName ${o} ${n}`)],
      [
        1,
        join([one('trace:rootService', 'service'), EQUALITY, one('"api"', '"db"')], (i, o, n) => `${b}${i} ${o} ${n}`),
      ],
      [1, join([EQUALITY, one('"alpha"', '"gamma"')], (o, n) => `${b}event:name ${o} ${n}`)],
      [1, join([ORDER, one('1ms', '2ms')], (o, n) => `${b}event:timeSinceStart ${o} ${n}`)],
      [1, join([ORDER, one('3ms', '6ms')], (o, n) => `${b}trace:duration ${o} ${n}`)],
      [1, join([ORDER, one('2ms', '4ms')], (o, n) => `${b}span:end - ${b}span:start ${o} ${n}`)],
      [1, join([one('duration * 2', 'duration / 2', 'duration + 1ms'), ORDER], (d, o) => `${b}${d} ${o} 3ms`)],
      [1, one(`exists(${b}span:parentID)`, `exists(${b}event:time)`, `exists(${b}span:statusMessage)`)],
    ),
  );
  const pairs = context.bindings
    .flatMap((b) => (context.here ? [b] : []))
    .map((b) =>
      weighted(
        [1, one(`span:id == ${b}.span:id`, `span:parentID == ${b}.span:id`, `trace:id != ${b}.trace:id`)],
        [
          1,
          join(
            [one('span:start', 'span:end'), ORDER, one('span:start', 'span:end')],
            (i, o, j) => `${i} ${o} ${b}.${j}`,
          ),
        ],
        [1, join([ORDER], (o) => `span:start - ${b}.span:start ${o} 2ms`)],
        [
          2,
          join(
            [one('k', 'who', 'owner', 'tenant_id'), EQUALITY, one('k', 'v', 'owner', 'user.tenant_id')],
            (i, o, j) => `${i} ${o} ${b}.${j}`,
          ),
        ],
      ),
    );
  const tests = one('contains', 'starts_with', 'ends_with');
  const methods =
    enums.length === 0
      ? []
      : [
          join(
            [one(...enums), one('k', 'v', 'who', 'owner'), tests, weighted([2, STRING], [1, value])],
            (b, a, t, x) => `${b}${a}.${t}(${x})`,
          ),
        ];
  return fc.oneof(
    { weight: 7, arbitrary: join([value, EQUALITY, LITERAL], (a, o, b) => `${a} ${o} ${b}`) },
    { weight: 5, arbitrary: join([value, EQUALITY, value], (a, o, b) => `${a} ${o} ${b}`) },
    { weight: 2, arbitrary: join([value, ORDER, weighted([2, LITERAL], [1, value])], (a, o, b) => `${a} ${o} ${b}`) },
    {
      weight: 3,
      arbitrary: join([value, one('in', 'not in'), weighted([3, LIST], [1, value])], (a, o, b) => `${a} ${o} ${b}`),
    },
    { weight: 2, arbitrary: join([value, tests, weighted([3, STRING], [1, value])], (a, o, b) => `${a} ${o} ${b}`) },
    { weight: 1, arbitrary: join([value, one('"^a"', '"a|b"', '"[0-9]$"')], (a, b) => `${a} matches ${b}`) },
    {
      weight: 1,
      arbitrary: join(
        [calculated(context), weighted([1, ORDER], [1, EQUALITY]), NUMBER],
        (a, o, b) => `${a} ${o} ${b}`,
      ),
    },
    { weight: 1, arbitrary: join([value, EQUALITY, calculated(context)], (a, o, b) => `${a} ${o} ${b}`) },
    { weight: 2, arbitrary: fc.oneof(value, calculated(context)).map((a) => `exists(${a})`) },
    { weight: 2, arbitrary: join([value, EQUALITY], (a, o) => `${a} ${o} null`) },
    { weight: 2, arbitrary: ofText(value, context.bindings) },
    ...enumerated.map((arbitrary) => ({ weight: 1, arbitrary })),
    ...methods.map((arbitrary) => ({ weight: 2, arbitrary })),
    ...intrinsics.map((arbitrary) => ({ weight: 1, arbitrary })),
    ...pairs.map((arbitrary) => ({ weight: 3, arbitrary })),
  );
}

/** How a candidate stands to what a binding holds. */
function relation(bindings: readonly string[]): Text {
  const to = one(...bindings);
  const names = ['child_of', 'parent_of', 'descendant_of', 'ancestor_of', 'sibling_of', 'same_span'];
  const times = ['before', 'after', 'starts_before', 'starts_after', 'during'];
  return weighted(
    [11, join([one(...names, ...times), to], (r, b) => `${r}(${b})`)],
    [3, to.map((b) => `linked_to(${b})`)],
    [1, join([one('0ms', '2ms'), to], (d, b) => `within(${d}, ${b})`)],
    [1, join([to, to], (a, b) => `between(${a}, ${b})`)],
  );
}

/** `has(S)`, narrowed and bound; nested as deep as is left. */
function search(context: Context, depth: number, method: string): Text {
  const bound = context.bindings.map((b) => `${b}.`);
  const on = one('', '', 'trace.', ...bound, ...bound);
  const name = `s${depth}`;
  const inner = { ...context, subjectLevel: false, here: true };
  const plain = condition(inner, depth - 1);
  const renamed = condition({ ...inner, bindings: [...context.bindings, name] }, depth - 1);
  const relations = context.bindings.length === 0 ? [] : [relation(context.bindings)];
  return weighted(
    ...relations.flatMap((by): [number, Text][] => [
      [3, join([on, SIGNAL, by], (q, s, r) => `${q}${method}(${s}).${r}`)],
      [1, join([on, SIGNAL, by, plain], (q, s, r, c) => `${q}${method}(${s}).${r}.where(${c})`)],
      [1, join([on, SIGNAL, by, by], (q, s, r, t) => `${q}${method}(${s}.${r}).${t}`)],
    ]),
    [3, join([on, SIGNAL], (q, s) => `${q}${method}(${s})`)],
    [5, join([on, SIGNAL, plain], (q, s, c) => `${q}${method}(${s}).where(${c})`)],
    [1, join([on, SIGNAL, plain], (q, s, c) => `${q}${method}(${s}.where(${c}))`)],
    [1, join([on, SIGNAL, plain, plain], (q, s, c, d) => `${q}${method}(${s}).where(${c}).where(${d})`)],
    [1, join([on, SIGNAL, renamed], (q, s, c) => `${q}${method}(${s} as ${name}).where(${c})`)],
  );
}

/** Aggregates search the whole subject. */
function count(context: Context, depth: number): Text {
  const whole = search({ ...context, bindings: [] }, depth, 'count');
  const narrowed =
    context.bindings.length === 0
      ? whole
      : search(context, depth, 'count').map((s) => s.replace(/^\w+\.count/, 'count'));
  return weighted(
    [4, join([narrowed, ORDER, one('0', '1', '2', 'limit')], (a, o, b) => `${a} ${o} ${b}`)],
    [2, join([narrowed, EQUALITY], (a, o) => `${a} ${o} 0`)],
    [1, join([one('1', '2'), ORDER, narrowed], (a, o, b) => `${a} ${o} ${b}`)],
  );
}

/** Each a signal, narrowed or not. */
function sequence(context: Context, depth: number): Text {
  const inner = condition({ ...context, subjectLevel: false, here: true }, depth - 1);
  const step = weighted([3, SIGNAL], [1, join([SIGNAL, inner], (s, c) => `${s}.where(${c})`)]);
  return weighted(
    [2, join([step, step], (a, b) => `sequence(${a}, ${b})`)],
    [1, join([step, step, step], (a, b, c) => `sequence(${a}, ${b}, ${c})`)],
  );
}

/** Aggregates of values; their search has no signal alone, so it is written here. */
function aggregate(context: Context, depth: number): Text {
  const of = one('sum', 'avg', 'min', 'max', 'p50', 'p90', 'distinct', 'distinct', 'distinct', 'only');
  const attribute = one('n', 'n', 'k', 'v', 'who', 'owner', 'field', 'tenant_id', 'parent.k', 'span:childCount');
  const inner = condition({ ...context, subjectLevel: false, here: true }, depth - 1);
  const values = weighted(
    [3, join([of, SIGNAL, attribute], (f, s, a) => `${f}(${s}.${a})`)],
    [2, join([of, SIGNAL, attribute, inner], (f, s, a, c) => `${f}(${s}.${a}).where(${c})`)],
    [1, join([of, SIGNAL, attribute, inner], (f, s, a, c) => `trace.${f}(${s}.where(${c}).${a})`)],
  );
  const bound = one('0', '1', '2', '2.5', 'limit');
  const share = join([SIGNAL, one('k', 'who', 'n')], (s, k) => `share(${s}, by = ${k})`);
  return weighted(
    [8, join([values, weighted([2, ORDER], [1, EQUALITY]), bound], (a, o, b) => `${a} ${o} ${b}`)],
    [1, join([values, values, ORDER], (a, b, o) => `${a} ${o} ${b}`)],
    [1, values.map((a) => `exists(${a})`)],
    [1, join([share, ORDER, one('0.5', '0.7')], (a, o, b) => `${a} ${o} ${b}`)],
    [1, join([SIGNAL, ORDER, bound], (s, o, b) => `concurrent(${s}) ${o} ${b}`)],
    [1, join([SIGNAL, ORDER, one('1ms', '3ms')], (s, o, b) => `gap(${s}) ${o} ${b}`)],
    [
      1,
      join(
        [search(context, depth, 'count'), one('+', '-', '*', '/'), ORDER, bound],
        (a, c, o, b) => `${a} ${c} 2 ${o} ${b}`,
      ),
    ],
    [
      1,
      join(
        [
          search({ ...context, bindings: [] }, depth, 'count'),
          ORDER,
          search({ ...context, bindings: [] }, depth, 'count'),
        ],
        (a, o, b) => `${a} ${o} ${b}`,
      ),
    ],
  );
}

const conditions = new Map<string, Text>();

/** One arbitrary for each place where it may stand: they nest, and would be built again and again. */
function condition(context: Context, depth: number): Text {
  const place = JSON.stringify([context, depth]);
  const known = conditions.get(place) ?? makeCondition(context, depth);
  conditions.set(place, known);
  return known;
}

function makeCondition(context: Context, depth: number): Text {
  const atoms: [number, Text][] = [];
  if (hasOperands(context)) atoms.push([context.subjectLevel ? 3 : 10, comparison(context)]);
  if (!context.subjectLevel && context.here) atoms.push([1, one('ok', 'not ok')]);
  if (context.searches && depth > 0) {
    atoms.push(
      [context.subjectLevel ? 8 : 1, search(context, depth, 'has')],
      [context.subjectLevel ? 3 : 1, count(context, depth)],
      [context.subjectLevel ? 3 : 1, aggregate(context, depth)],
    );
    if (context.subjectLevel) atoms.push([1, SIGNAL], [1, sequence(context, depth)]);
  }
  const atom = weighted(...atoms);
  if (depth <= 1) return atom;
  const part = condition(context, depth - 1);
  return weighted(
    [8, atom],
    [1, join([part, part], (a, b) => `(${a} and ${b})`)],
    [1, join([part, part], (a, b) => `(${a} or ${b})`)],
    [1, part.map((a) => `not (${a})`)],
  );
}

// ── declarations

const OCCURRENCE: Context = { bindings: [], subjectLevel: false, here: true, keys: [], searches: false };
const declared = condition(OCCURRENCE, 2);
const FIELDS = one(
  '',
  '',
  ' { field = k ?? v }',
  ' { field = v  status_of = k }',
  ' { field = field ?? k }',
  ' { field = status_of ?? n  status_of = v }',
  ' { status = n ?? span.status  field = n }',
);

const DECLARATIONS: Readonly<Record<string, Text>> = {
  word: one('let word = "a"', 'let word = "1"'),
  words: one('let words = ["a", "b"]', 'let words = ["1", 2]'),
  numbers: one('let numbers = [1, 403]'),
  limit: one('let limit = 1', 'let limit = 2', 'let limit = 0'),
  threshold: one('param threshold = 1', 'param threshold = 2'),
  who: one('attribute who = k', 'attribute who = who ?? k ?? v', 'attribute who = v ?? "a"'),
  owner: one(
    'inherited owner = owner',
    'inherited owner = owner ?? k',
    'inherited owner = k',
    'inherited owner = who ?? k',
  ),
  keeper: one(
    'inherited keeper = keeper else entry.k',
    'inherited keeper = v else entry.who',
    'inherited keeper = k ?? keeper else entry.owner',
  ),
  first: join(
    [one('span "alpha"', 'span "beta"', 'event "alpha"', 'span'), FIELDS],
    (t, f) => `signal first = ${t}${f}`,
  ),
  happened: join(
    [one('event "alpha"', 'event', 'event where exists(k)', 'event "gamma" or span "gamma"'), FIELDS],
    (t, f) => `signal happened = ${t}${f}`,
  ),
  picked: join(
    [one('span', 'span', 'span "alpha"', 'event'), declared, FIELDS],
    (t, c, f) => `signal picked = ${t} where ${c}${f}`,
  ),
  narrowed: join(
    [one('alpha', 'first', 'happened', 'picked'), declared, FIELDS],
    (t, c, f) => `signal narrowed = ${t} where ${c}${f}`,
  ),
  joined: join(
    [one('alpha or first', 'first or narrowed', 'picked or event "beta" or gamma', 'narrowed or alpha'), FIELDS],
    (t, f) => `signal joined = ${t}${f}`,
  ),
  grouped: join(
    [one('(alpha or beta)', '(first or happened)', '(narrowed or gamma)'), declared, FIELDS],
    (t, c, f) => `signal grouped = ${t} where ${c}${f}`,
  ),
  lasting: join(
    [
      one('alpha', 'first', 'picked'),
      one('beta', 'narrowed', 'gamma', 'alpha'),
      one('k', 'v', 'who', 'k, n', 'owner'),
      one('', '', ' { field = v }'),
    ],
    (a, b, k, f) => `signal lasting = from ${a} until ${b} by ${k}${f}`,
  ),
  lasts_too: one(
    'signal lasts_too = lasting or alpha',
    'signal lasts_too = lasting where exists(k)',
    'signal lasts_too = (lasting or beta) where span:duration < 4ms',
    'signal lasts_too = lasting where span:duration > 2ms',
  ),
  // std's own, at times hidden
  tenant_id: one('', '', 'attribute tenant_id = k', 'attribute tenant_id = v ?? tenant_id'),
  'user.tenant_id': one('', '', 'inherited user.tenant_id = user.tenant_id else entry.tenant_id'),
  'database.query': one('', 'signal database.query = span "database.query" or alpha { field = tenant_id }'),
  'api.error': one('', 'signal api.error = event'),
};

const NAMES = Object.keys(DECLARATIONS);
const mentions = (text: string, name: string): boolean => new RegExp(`(?<![\\w"])${name}(?![\\w"])`).test(text);

/** The declarations that a text needs, and those that these need. */
function withDeclarations(rule: Text): Text {
  return fc.tuple(rule, fc.record(DECLARATIONS)).map(([text, definitions]) => {
    const needed = new Set<string>();
    const queue = [text];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const name of NAMES) {
        if (needed.has(name) || !mentions(next, name)) continue;
        needed.add(name);
        queue.push(definitions[name]!.replace(/^\w+ [\w.]+ =/, ''));
      }
    }
    const declarations = NAMES.filter((name) => needed.has(name)).map((name) => definitions[name]!);
    return [...declarations.filter((declaration) => declaration !== ''), text, ''].join('\n');
  });
}

// ── rules

const SUBJECT: Context = { bindings: [], subjectLevel: true, here: false, keys: [], searches: true };
const SERVICES = one('', '', '', '', 'services ["api"]\n  ', 'services ["a*", "db"]\n  ');

function clauses(context: Context, trigger: boolean): Text {
  const c = condition(context, 3);
  const always = c.map((text) => `always { ${text} }`);
  const never = c.map((text) => `never { ${text} }`);
  const obligation = weighted(
    [4, always],
    [3, never],
    [1, join([always, never], (a, b) => `${a}\n  ${b}`)],
    [1, join([always, always], (a, b) => `${a}\n  ${b}`)],
  );
  if (!trigger) return obligation;
  return join([condition(context, 2), obligation], (w, o) => `when { ${w} }\n  ${o}`);
}

function plain(): Text {
  const positive = search(SUBJECT, 2, 'has').map((s) => (s.startsWith('has') ? `trace.${s}` : s));
  const c = condition(SUBJECT, 2);
  return weighted(
    [4, join([positive, c], (a, b) => `${a} and ${b}`)],
    [2, join([positive, c, c], (a, b, d) => `${a}\n  and ${b}\n  and not ${d}`)],
    [1, join([SIGNAL, c], (a, b) => `${a} and ${b}`)],
    [1, join([c, c], (a, b) => `${a} or ${b}`)],
    [1, c],
  );
}

const IN_EACH: Context = { ...SUBJECT, bindings: ['q'], here: true };

function each(): Text {
  const where = condition({ ...IN_EACH, subjectLevel: false }, 2);
  const narrowing = condition({ ...SUBJECT, here: true, subjectLevel: false }, 2);
  const head = weighted(
    [3, SIGNAL.map((s) => `each ${s} as q`)],
    [3, join([SIGNAL, where], (s, c) => `each ${s} as q where ${c}`)],
    [1, join([SIGNAL, narrowing], (s, c) => `each ${s}.where(${c}) as q`)],
  );
  const body = weighted([4, clauses(IN_EACH, false)], [1, clauses(IN_EACH, true)]);
  return join([head, body], (h, b) => `${h}\n  ${b}`);
}

const KEYS = one('k', 'v', 'who', 'owner', 'field', 'tenant_id', 'service');

function grouped(): Text {
  return fc
    .tuple(KEYS, fc.boolean(), one('', ' window 4ms', ' window 10ms', ' window 4ms tumbling'))
    .chain(([key, several, window]) => {
      const keys = several && key !== 'n' ? [key, 'n'] : [key];
      const context = { ...SUBJECT, keys };
      const body = weighted([4, clauses(context, false)], [2, clauses(context, true)]);
      return body.map((b) => `per ${keys.join(', ')}${window}\n  ${b}`);
    });
}

function groupedEach(): Text {
  return join([KEYS, one('', '', ' window 4ms', ' window 4ms tumbling'), each()], (k, w, e) => `per ${k}${w}\n  ${e}`);
}

const BOUNDED = join([ORDER, one('0', '1', '2', 'limit')], (o, n) => `${o} ${n}`);

/** The form in which the rate limit of the seed documents is written. */
function freeWindow(): Text {
  const counted = weighted(
    [
      3,
      join(
        [SIGNAL, KEYS, one('4ms', '20ms'), BOUNDED],
        (s, k, w, b) => `trace.count(${s}).where(${k} == X, window=${w}) ${b}`,
      ),
    ],
    [
      1,
      join(
        [SIGNAL, KEYS, declared, BOUNDED],
        (s, k, c, b) => `trace.count(${s}).where(${k} == X and ${c}, window=8ms) ${b}`,
      ),
    ],
    [1, join([SIGNAL, KEYS, BOUNDED], (s, k, b) => `trace.count(${s}).where(X == ${k} and n == Y, window=8ms) ${b}`)],
  );
  return weighted([3, counted], [1, join([SIGNAL, counted], (s, c) => `trace.has(${s}) and ${c}`)]);
}

const withServices = (body: Text): Text => join([SERVICES, body], (s, b) => `${s}${b}`);

/** By how much the clocks of two hosts may differ. */
const SKEW = one('', '', '', 'param clock_skew = 2ms\n', 'param clock_skew = 1ms\n');

const EXEMPT = one(
  '',
  '',
  '',
  '\nexempt r where service == "api" because "x"',
  '\nexempt r where span.k == "a" or name == "beta" until 2024-10-18 because "x"',
  '\nexempt r where kind != client and resource.k != "b" because "x"',
  '\nexempt r until 2024-10-17 because "x"\nexempt r where exists(span.v) because "y"',
);

/** One rule file with one rule, `r`. */
export const ruleText: Text = withDeclarations(
  weighted(
    [4, withServices(plain())],
    [3, withServices(weighted([1, clauses(SUBJECT, false)], [2, clauses(SUBJECT, true)]))],
    [6, withServices(each())],
    [4, withServices(grouped())],
    [3, withServices(groupedEach())],
    [1, freeWindow()],
  ).chain((body) => join([SKEW, EXEMPT], (skew, exempt) => `${skew}rule r {\n  ${body}\n}${exempt}`)),
);

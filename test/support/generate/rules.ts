import fc from 'fast-check';
import { COMMON, KEYS, ORDER, SIGNAL } from './alphabet';
import { declared, OCCURRENCE, withDeclarations } from './declarations';
import { alone, condition, search } from './searches';
import { type Context, one, type Text, text, weighted } from './text';

/** Rule files as text over a small alphabet, so that names and values meet those of the generated traces. */

const SUBJECT: Context = { ...OCCURRENCE, subjectLevel: true, here: false, searches: true };
const TRACE: Context = { ...SUBJECT, ofTrace: true };
const IN_EACH: Context = { ...SUBJECT, bindings: ['q'], here: true };
const SERVICES = one('', '', '', '', 'services ["api"]\n  ', 'services ["a*", "db"]\n  ');

function clauses(context: Context, trigger: boolean): Text {
  const c = condition(context, 3);
  const obligation = weighted(
    [4, text`always { ${c} }`],
    [3, text`never { ${c} }`],
    [1, text`always { ${c} }\n  never { ${c} }`],
    [1, text`always { ${c} }\n  always { ${c} }`],
  );
  return trigger ? text`when { ${condition(context, 2)} }\n  ${obligation}` : obligation;
}

function plain(): Text {
  const positive = search(SUBJECT, 2, 'has').map((s) => (s.startsWith('has') ? `trace.${s}` : s));
  const c = condition(TRACE, 2);
  return weighted(
    [4, text`${positive} and ${c}`],
    [2, text`${positive}\n  and ${c}\n  and not ${c}`],
    [1, text`${SIGNAL} and ${c}`],
    [1, text`${c} or ${c}`],
    [1, c],
  );
}

function each(windowed = false): Text {
  const context = { ...IN_EACH, windowed };
  const where = condition({ ...context, subjectLevel: false }, 2);
  const narrowing = condition({ ...context, bindings: [], subjectLevel: false }, 2);
  const head = weighted(
    [3, text`each ${SIGNAL} as q`],
    [3, text`each ${SIGNAL} as q where ${where}`],
    [1, text`each ${SIGNAL}.where(${narrowing}) as q`],
  );
  return text`${head}\n  ${weighted([4, clauses(context, false)], [1, clauses(context, true)])}`;
}

const grouped: Text = fc
  .tuple(KEYS, fc.boolean(), one('', ' window 4ms', ' window 10ms', ' window 4ms tumbling'))
  .chain(([key, several, window]) => {
    const keys = several ? [key, 'n'] : [key];
    // a key that is no name can't be named again
    const context = { ...SUBJECT, keys: keys.filter((k) => /^\w+$/.test(k)), windowed: window !== '' };
    const body = weighted([4, clauses(context, false)], [2, clauses(context, true)]);
    return text`per ${keys.join(', ')}${window}\n  ${body}`;
  });

const groupedEach: Text = weighted(
  [2, text`per ${KEYS}\n  ${each()}`],
  [2, text`per ${KEYS}${one(' window 4ms', ' window 4ms tumbling')}\n  ${each(true)}`],
);

/** The form in which the rate limit of the seed documents is written. */
function freeWindow(): Text {
  const bounded = text`${ORDER} ${one('0', '1', '2', 'limit')}`;
  const key = one('k', 'v', 'who', 'owner', 'tenant_id');
  const counted = weighted(
    [3, text`trace.count(${SIGNAL}).where(${key} == X, window=${one('4ms', '20ms')}) ${bounded}`],
    [1, text`trace.count(${SIGNAL}).where(${key} == X and ${declared}, window=8ms) ${bounded}`],
    [1, text`trace.count(${SIGNAL}).where(X == ${key} and n == Y, window=8ms) ${bounded}`],
  );
  return weighted([3, counted], [1, text`trace.has(${SIGNAL}) and ${counted}`]);
}

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
  '\nexempt r where instrumentation.k == "a" or root.span.k == "a" because "x"',
);

/** Rules that one condition decides. */
const DIRECT = weighted(
  [4, text`each ${COMMON} as q\n  ${one('always', 'never')} { ${alone(IN_EACH)} }`],
  [1, text`each ${COMMON} as q where ${alone({ ...IN_EACH, searches: false })}\n  always { nowhere }`],
  [1, text`${one('always', 'never')} { ${alone(TRACE)} }`],
);

const BODY = weighted(
  [24, DIRECT],
  [4, text`${SERVICES}${plain()}`],
  [3, text`${SERVICES}${weighted([1, clauses(TRACE, false)], [2, clauses(TRACE, true)])}`],
  [6, text`${SERVICES}${each()}`],
  [4, text`${SERVICES}${grouped}`],
  [3, text`${SERVICES}${groupedEach}`],
  [1, freeWindow()],
);

/** What a rule says of what it finds. */
const TEXTS = [
  '',
  'message "{k} and {v}"',
  'message "{who ?? n}: {{{owner}" context { a = k, b = "{n} of {v}" }',
  '',
  'context { list = [k, v], next = n + 1, root = root.k, took = span:duration }',
  'message "{duration * 1000.5} from {span:start}, {trace:duration - duration}" context { seen = count(alpha) }',
  'message "{name} in {service}" context { kept = field ?? user.tenant_id, text = "{exists(k)}", same = k == v }',
];

/** One rule file with one rule, `r`; what it says goes by its length, so that the same rules are drawn whatever there is to say. */
export const ruleText: Text = withDeclarations(
  text`${SKEW}rule r {\n  ${BODY.map((body) => `${TEXTS[body.length % TEXTS.length]}\n  ${body}`)}\n}${EXEMPT}`,
);

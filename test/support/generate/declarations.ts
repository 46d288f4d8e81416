import fc from 'fast-check';
import { condition } from './searches';
import { type Context, one, type Text, text } from './text';

/** Every declaration's name is fixed and its definition drawn; the ones that a rule needs are printed. */

export const OCCURRENCE: Context = {
  bindings: [],
  subjectLevel: false,
  here: true,
  keys: [],
  searches: false,
  windowed: false,
  ofTrace: false,
};
export const declared = condition(OCCURRENCE, 2);

const FIELDS = one(
  '',
  '',
  ' { field = k ?? v }',
  ' { field = v  status_of = k }',
  ' { field = field ?? k }',
  ' { field = status_of ?? n  status_of = v }',
  ' { status = n ?? span.status  field = n }',
  ' { field = json(body).id ?? url(url).query.t }',
);

const DECLARATIONS: Readonly<Record<string, Text>> = {
  word: one('let word = "a"', 'let word = "1"'),
  words: one('let words = ["a", "b"]', 'let words = ["1", 2]'),
  numbers: one('let numbers = [1, 403]'),
  limit: one('let limit = 1', 'let limit = 2', 'let limit = 0'),
  threshold: one('param threshold = 1', 'param threshold = 2'),
  pattern: one('let pattern = "^a"', 'param pattern = "[ab]"'),
  flag: one('let flag = true', 'param flag = false'),
  plans: one('let plans = load("plans.yaml")'),
  who: one(
    'attribute who = k',
    'attribute who = who ?? k ?? v',
    'attribute who = v ?? "a"',
    'attribute who = field ?? k',
    'attribute who = link.k ?? prefix(v, 1)',
  ),
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
  first: text`signal first = ${one('span "alpha"', 'span "beta"', 'event "alpha"', 'span')}${FIELDS}`,
  happened: text`signal happened = ${one('event "alpha"', 'event', 'event where exists(k)', 'event "gamma" or span "gamma"')}${FIELDS}`,
  picked: text`signal picked = ${one('span', 'span', 'span "alpha"', 'event')} where ${declared}${FIELDS}`,
  narrowed: text`signal narrowed = ${one('alpha', 'first', 'happened', 'picked')} where ${declared}${FIELDS}`,
  joined: text`signal joined = ${one('alpha or first', 'first or narrowed', 'picked or event "beta" or gamma', 'narrowed or alpha')}${FIELDS}`,
  grouped: text`signal grouped = ${one('(alpha or beta)', '(first or happened)', '(narrowed or gamma)')} where ${declared}${FIELDS}`,
  lasting: text`signal lasting = from ${one('alpha', 'first', 'picked')} until ${one('beta', 'narrowed', 'gamma', 'alpha')} by ${one('k', 'v', 'who', 'k, n', 'owner')}${one('', '', ' { field = v }')}`,
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
const mentions = (rule: string, name: string): boolean => new RegExp(`(?<![\\w"])${name}(?![\\w"])`).test(rule);

/** The declarations that a text needs, and those that these need. */
export function withDeclarations(rule: Text): Text {
  return fc.tuple(rule, fc.record(DECLARATIONS)).map(([written, definitions]) => {
    const needed = new Set<string>();
    const queue = [written];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const name of NAMES) {
        if (needed.has(name) || !mentions(next, name)) continue;
        needed.add(name);
        queue.push(definitions[name]!.replace(/^\w+ [\w.]+ =/, ''));
      }
    }
    const declarations = NAMES.filter((name) => needed.has(name)).map((name) => definitions[name]!);
    return [...declarations.filter((declaration) => declaration !== ''), written, ''].join('\n');
  });
}

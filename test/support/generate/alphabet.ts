import fc from 'fast-check';
import { one, type Text, text, weighted } from './text';

/** Names and values of rules, few enough to meet those of the generated traces. */

/** What nearly every set of traces has. */
export const COMMON = one('alpha', 'beta', 'gamma', 'first', 'picked', 'happened');

/** Undeclared names, declared signals, and std's. */
export const SIGNAL = weighted(
  [6, one('alpha', 'beta', 'gamma')],
  [6, one('first', 'picked', 'narrowed', 'joined', 'grouped', 'happened')],
  [2, one('database.query', 'api.request', 'tenant_filter', 'api.error')],
  [2, one('lasting', 'lasting', 'lasts_too')],
  [1, one('nowhere')],
);
export const ATTRIBUTE = weighted(
  [6, one('k', 'v', 'n', 'ok')],
  [4, one('who', 'owner', 'keeper', 'keeper')],
  [3, one('field', 'status_of', 'tenant_id', 'user.tenant_id')],
  [1, one('`k-1`', '`__proto__`', 'constructor')],
);
export const NAVIGATED = weighted(
  [
    3,
    one(
      'parent.k',
      'root.k',
      'span.k',
      'resource.k',
      'event.k',
      'instrumentation.k',
      'instrumentation.k',
      'link.k',
      'link.v',
    ),
  ],
  [1, one('parent.owner', 'root.who', 'parent.parent.v', 'entry.k', 'parent.link.k')],
  [1, one('span:name', 'name', 'service', 'trace:rootService', 'span:id', 'link:spanID')],
);
export const STRING = one('"a"', '"b"', '"1"', '"a:1"', '"true"', '"x"');
export const NUMBER = one('1', '2', '0', '2.5', '403', '-1');
export const LITERAL = weighted(
  [6, STRING],
  [4, NUMBER],
  [1, one('true', 'false')],
  [2, one('word', 'limit', 'threshold')],
);
const DRAWN_LIST = fc
  .array(weighted([3, STRING], [2, NUMBER]), { minLength: 1, maxLength: 3 })
  .map((items) => `[${items.join(', ')}]`);
export const LIST = weighted(
  [3, DRAWN_LIST],
  [1, one('words', 'numbers')],
  [1, one('plans.names', 'plans.tenants[*].id')],
);
export const ORDER = one('<', '<=', '>', '>=');
export const EQUALITY = one('==', '!=');
export const MEMBERSHIP = one('in', 'not in');
export const BOUND = one('0', '1', '2', '2.5', 'limit');
export const KEYS = one('k', 'v', 'who', 'owner', 'field', 'tenant_id', 'service', 'prefix(v, 1)', 'link.k');

/** What `load("plans.yaml")` reads. */
export const PLANS = `
tiers: { a: { rpm: 1, who: a }, b: { rpm: 2.5 }, "1": { rpm: null } }
tenants:
  - { id: a, n: 1, pool: [a, b] }
  - { id: b, n: 2, pool: [x], k: b }
  - { id: 1, pool: [] }
names: [a, b, 1]
`;

/** The file that generated rules load. */
export const loadPlans = (uri: string): string | undefined => (uri.endsWith('/plans.yaml') ? PLANS : undefined);

/** A comparison of either kind. */
export const compared = (left: Text, right: Text): Text =>
  text`${left} ${weighted([2, EQUALITY], [1, ORDER])} ${right}`;

import { expect, it } from 'vitest';
import { type FetchRequest, fetchRequestOf, judge, type Plan } from '../../engine';
import { addColumns, loadTraces } from '../../traces/node';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { READING_PARTS } from '../support/open-scanner';
import { SQL } from '../support/sql';
import { planOf } from './judging';

/** More spans than are asked about at once, and resources that are told apart only once their attributes are asked for. */
const spans: readonly ShortSpan[] = Array.from({ length: 700 }, (_, request): ShortSpan[] => {
  const trace = 4096 + request;
  const resource = { 'host.name': `h${request % 3}`, keeper: `t${request % 2}` };
  const user: ShortSpan['attributes'] = request % 3 === 0 ? {} : { 'user.tenant_id': `t${request % 2}`, owner: 'a' };
  return [
    { trace, id: 1, name: 'request', kind: 'server', attributes: user, resource },
    {
      trace,
      id: 2,
      parent: 1,
      name: 'query',
      attributes: request % 5 === 0 ? { owner: 'b' } : { 'tenant.id': 't1' },
      events: [{ name: 'seen', at: 3, attributes: request % 7 === 0 ? { 'tenant.id': 't1' } : {} }],
      resource,
      ...(request % 11 === 0 ? { droppedAttributes: 1 } : {}),
    },
  ];
}).flat();

const DECLARED = `inherited owner = owner else entry.owner
inherited keeper = keeper
signal query = span where span:name == "query"
`;
/** Each asks for what those before it didn't. */
const plans: readonly Plan[] = [
  'rule a { each query as q always { exists(q.name) } }',
  'rule b { each query as q always { q.owner == "a" } }',
  'rule c { each query as q always { q.tenant_id == q.user.tenant_id } }',
  'rule d { each query as q always { q.keeper == "t1" } }',
  'rule e { each query as q where q.resource.host.name == "h1" always { q.owner == "b" or q.resource.keeper == "t0" } }',
  'rule f { each seen as q always { q.tenant_id == parent.user.tenant_id } }',
].map((rule) => planOf(DECLARED + rule));

it('a store that grows between judgements is judged as one that had it all', async () => {
  const input = { path: 'a.json', file: '', named: true, content: new TextEncoder().encode(otlpOf(spans)) };
  const options = { parts: READING_PARTS, threads: 1 };
  // rows of events can't be added
  const asked = plans.map((plan) => ({ ...fetchRequestOf(plan), events: true }));
  let request = asked[0]!;
  const loaded = await loadTraces([input], request, { ...options, grows: true });
  for (const [i, plan] of plans.entries()) {
    const wanted = both(request, asked[i]!);
    expect(await addColumns(loaded, [input], request, wanted, options)).toBe(true);
    request = wanted;
    for (const known of plans.slice(0, i + 1)) {
      const { store } = await loadTraces([input], fetchRequestOf(known), options);
      expect(judge(known, loaded.store, SQL)).toEqual(judge(known, store, SQL));
    }
    expect(judge(plan, loaded.store, SQL).summary.held).toBeGreaterThan(0);
  }
});

function both(a: FetchRequest, b: FetchRequest): FetchRequest {
  const keys = (scope: 'span' | 'event' | 'resource') => [...new Set([...a[scope], ...b[scope]])].sort();
  return { ...a, span: keys('span'), event: keys('event'), resource: keys('resource') };
}

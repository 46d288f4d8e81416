import { expect, it } from 'vitest';
import { judge } from '../../engine';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { storeOf } from '../support/store';
import { planOf } from './judging';

/** More spans than are asked about at once; every third request says no user's tenant, some lack the request itself. */
const spans: readonly ShortSpan[] = Array.from({ length: 900 }, (_, request): ShortSpan[] => [
  ...(request % 7 === 0 ? [] : [requestSpan(request)]),
  { trace: 4096 + request, id: 3, parent: 2, name: 'query', start: 2, attributes: { 'tenant.id': 't1' } },
  // a parent that starts after its child
  { trace: 4096 + request, id: 2, parent: 1, name: 'work', start: 5 },
]).flat();

function requestSpan(request: number): ShortSpan {
  const tenant = request % 5 === 0 ? 't2' : 't1';
  const attributes: ShortSpan['attributes'] = request % 3 === 0 ? {} : { 'user.tenant_id': tenant };
  return { trace: 4096 + request, id: 1, name: 'request', kind: 'server', start: 1, attributes };
}

const RULES = [
  'rule own { each query as q always { q.tenant_id == q.user.tenant_id } }',
  'rule known { each query as q always { q.user.tenant_id != null } }',
];
const plans = ['signal query = span "query"', 'signal query = span where span:name == "query"'].flatMap((signal) =>
  RULES.map((rule) => planOf(`${signal}\n${rule}`)),
);

it('what spans inherit is found once for a store, and is what each judgement finds by itself', () => {
  const text = otlpOf(spans);
  const store = storeOf(text);
  const again = plans.map((plan) => judge(plan, store));
  expect(again).toEqual(plans.map((plan) => judge(plan, storeOf(text))));
  const [own, known] = again.map(({ summary }) => [summary.held, summary.violated, summary.unproven]);
  const requests = Array.from({ length: 900 }, (_, i) => i).filter((i) => i % 7 !== 0);
  const named = requests.filter((i) => i % 3 !== 0);
  const others = named.filter((i) => i % 5 === 0);
  expect(own).toEqual([named.length - others.length, others.length, 900 - named.length]);
  expect(known).toEqual([named.length, requests.length - named.length, 900 - requests.length]);
});

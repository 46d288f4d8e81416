import { describe, expect, test } from 'vitest';
import { FETCH_NOTHING, fetchRequestOf, judge, type Plan } from '../../engine';
import { ProjectCompiler, parseRuleFile } from '../../language';
import { packsIn } from '../../project';
import { PlanUpdates } from '../../server/replay/plan-updates';
import { KnownPlan, planOf } from '../../server/replay/worker/known-plan';
import { covers } from '../../server/replay/worker/requests';
import { ColumnsBuilder } from '../../traces';

const packs = packsIn('packs');

/** Plans of one file's texts, compiled one after the other as an editor does. */
function typed(...texts: readonly string[]): Plan[] {
  const compiler = new ProjectCompiler();
  return texts.map((text) => {
    const { plan } = compiler.compile({ files: [parseRuleFile('file:///r.fence', text)], packs });
    // the compiler goes on with the same table of signals
    return { ...plan, signals: plan.signals };
  });
}

const X = 'rule x { each s as q always { q.tenant_id == "a" } }';
const Y = 'signal s = span where a == 1\nrule y { when { has(s) } always { has(t.u) } }';

describe('a plan that crosses in parts', () => {
  test('is the same plan on the other side', () => {
    const [updates, known] = [new PlanUpdates(), new KnownPlan()];
    for (const plan of typed(
      `${Y}\n${X}`,
      `${Y}\n// moved\n${X}`,
      `${Y}\n${X.replace('"a"', '"b"')}`,
      Y,
      `${X}\n${Y}`,
    )) {
      const there = known.update(structuredClone(updates.next(plan)))!;
      expect(there.plan).toEqual(plan);
      expect(there.rules.map(({ rule }) => rule)).toEqual(plan.rules);
      expect(there.request).toEqual(fetchRequestOf(plan));
    }
  });

  test('tells only of rules and signals that are new', () => {
    const updates = new PlanUpdates();
    const [first, moved, changed] = typed(`${Y}\n${X}`, `\n${Y}\n${X}`, `\n${Y}\n${X.replace('"a"', 'q.other')}`);
    const told = (plan: Plan) => updates.next(plan).rules.map(({ rule }) => rule?.id ?? null);
    expect(told(first!)).toEqual(['y', 'x']);
    expect(told(moved!)).toEqual([null, null]);
    expect(updates.next(moved!).signals).toEqual([]);
    expect(told(changed!)).toEqual([null, 'x']);
  });

  test('is asked for as a whole by whoever begins in the middle', () => {
    const updates = new PlanUpdates();
    const [first, second] = typed(Y, `${Y}\n${X}`);
    updates.next(first!);
    expect(new KnownPlan().update(updates.next(second!))).toBeNull();
    updates.forget();
    expect(new KnownPlan().update(updates.next(second!))!.plan).toEqual(second);
  });

  test('of another table of signals begins anew', () => {
    const [updates, known] = [new PlanUpdates(), new KnownPlan()];
    const [one] = typed(`${Y}\n${X}`);
    const [other] = typed(`signal z = span where b == 1\nrule w { each z as q always { q.c } }\n${Y}\n${X}`);
    const before = known.update(updates.next(one!))!;
    const after = known.update(updates.next(other!))!;
    expect(after.plan).toEqual(other);
    const key = (rules: typeof before.rules, id: string) => rules.find(({ rule }) => rule.id === id)!.key;
    expect(key(after.rules, 'x')).toBe(key(before.rules, 'x'));
  });

  test('judges other keys where an exemption or the tenant is another one', () => {
    const [updates, known] = [new PlanUpdates(), new KnownPlan()];
    const exempt = 'exempt x where service == "a" because "known"';
    const keys = typed(`${Y}\n${X}`, `${Y}\n${X}\n${exempt}`, `attribute tenant_id = org\n${Y}\n${X}`).map((plan) => {
      const { rules } = known.update(updates.next(plan))!;
      return rules.map(({ key }) => key);
    });
    const [[y, x], [exemptedY, exemptedX], [tenantY]] = keys as [string[], string[], string[]];
    expect(exemptedY).toBe(y);
    expect(exemptedX).not.toBe(x);
    expect(tenantY).not.toBe(y);
  });

  test('reads all that rules of packs read, each looked through alone', () => {
    const texts = packs
      .names()
      .filter((name) => /^pack\/(owasp|prism|fluo)\//.test(name) && !name.endsWith('vocabulary'))
      .map((name) => parseRuleFile(`ringfence-pack:/${name}.fence`, packs.read(name)!));
    const { plan } = new ProjectCompiler().compile({ files: texts, packs });
    expect(plan.rules.length).toBeGreaterThan(100);
    const known = new KnownPlan().update(new PlanUpdates().next(plan))!;
    // of events less: rules that look at none read nothing of them
    expect(covers(fetchRequestOf(plan), known.request)).toBe(true);
    for (const rule of plan.rules) expect(covers(known.request, fetchRequestOf({ ...plan, rules: [rule] }))).toBe(true);
  });

  test('judges any of its rules without the signals of the others', () => {
    const [plan] = typed(`${Y}\n${X}`);
    const known = new KnownPlan().update(new PlanUpdates().next(plan!))!;
    const part = planOf(known, [known.rules[1]!]);
    expect(part.rules.map(({ id }) => id)).toEqual(['x']);
    expect(part.signals).toHaveLength(plan!.signals.length);
    expect(part.signals.filter(({ id }) => id >= 0).length).toBeLessThan(plan!.signals.length);
    const { store } = new ColumnsBuilder({ ...FETCH_NOTHING }).build();
    expect(judge(part, store).summary).toMatchObject({ rules: 1, checked: 0, unseen: ['s'] });
  });
});

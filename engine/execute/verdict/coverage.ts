import type { ConditionPlan } from '../../plan/condition';
import type { RulePlan } from '../../plan/plan';
import type { CoveredPart, RuleCoverage } from '../../report';
import type { Condition } from '../condition/condition';
import { walkPlan } from '../plan-walk';
import { conditionsOf } from '../search/filter';

/** Counts what a rule's trigger, obligations and the arms of its `or`s were while subjects were judged. */
export class Coverage {
  private recording = true;
  private readonly parts = new Map<ConditionPlan, { readonly kind: CoveredPart['kind']; readonly counts: number[] }>();

  constructor(private readonly rule: RulePlan) {
    const triggers = rule.each === null ? [] : conditionsOf(rule.each.source);
    for (const condition of triggers) this.part('trigger', condition);
    if (rule.trigger !== null) this.part('trigger', rule.trigger);
    for (const { kind, condition } of rule.obligations) this.part(kind, condition);
    walkPlan([rule.each, rule.trigger, rule.obligations], (node) => {
      if (node.op === 'or') for (const arm of node.of as readonly ConditionPlan[]) this.part('arm', arm);
    });
  }

  private part(kind: CoveredPart['kind'], condition: ConditionPlan): void {
    if (!this.parts.has(condition)) this.parts.set(condition, { kind, counts: [0, 0, 0] });
  }

  /** The same condition, counted; conditions that are no part stay. */
  readonly watch = (plan: ConditionPlan, condition: Condition): Condition => {
    const counts = this.parts.get(plan)?.counts;
    if (counts === undefined) return condition;
    return () => {
      const value = condition();
      if (this.recording) counts[value]!++;
      return value;
    };
  };

  /** Explaining a verdict evaluates conditions too: that doesn't count. */
  unrecorded<T>(work: () => T): T {
    this.recording = false;
    const result = work();
    this.recording = true;
    return result;
  }

  result(): RuleCoverage {
    const parts = Array.from(this.parts, ([{ label }, { kind, counts }]) => {
      const [no, unknown, yes] = counts as [number, number, number];
      return { kind, condition: label, true: yes, false: no, unknown };
    });
    return { ruleId: this.rule.id, parts };
  }
}

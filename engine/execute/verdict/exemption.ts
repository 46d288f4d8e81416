import type { RulePlan } from '../../plan/plan';
import { TRUE } from '../kleene';
import type { Occurrence } from '../occurrence';
import type { Run } from '../run';

/** An exemption of one rule, made executable. */
export interface Exemption {
  readonly reason: string;
  /** The last nanosecond it covers; null for ever. */
  readonly until: bigint | null;
  /** Whether it covers one witness. */
  covers(witness: Occurrence): boolean;
}

export function exemptionsOf(rule: RulePlan, run: Run): readonly Exemption[] {
  return run.plan.exemptions
    .filter((exemption) => exemption.rule === rule.id)
    .map(({ condition, until, reason }) => {
      if (condition === null) return { reason, until, covers: () => true };
      const scope = run.scope();
      const holds = scope.condition(condition);
      const covers = (witness: Occurrence): boolean => {
        scope.bind(0, witness);
        return holds() === TRUE;
      };
      return { reason, until, covers };
    });
}

/** Why a subject is let be: the first exemption in force at its time that covers every witness; null for none. */
export function exemptionFor(
  exemptions: readonly Exemption[],
  witnesses: readonly Occurrence[],
  timestamp: bigint,
): string | null {
  const inForce = exemptions.filter(({ until }) => until === null || timestamp <= until);
  return inForce.find((exemption) => witnesses.every((witness) => exemption.covers(witness)))?.reason ?? null;
}

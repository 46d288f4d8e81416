import { type CoveredPart, fetchRequestOf, judge, type Plan, type RuleCoverage } from '../engine';
import { loadTraces } from '../traces/node';

/** Every rule of a plan with all its parts, none of them ever looked at: what tests add to. */
export async function uncovered(plan: Plan): Promise<readonly RuleCoverage[]> {
  const { store } = await loadTraces([], fetchRequestOf(plan));
  return judge(plan, store, { coverage: true }).coverage ?? [];
}

/** Adds up what two runs covered; rules that only `more` has are left out. */
export function addCoverage(total: readonly RuleCoverage[], more: readonly RuleCoverage[]): readonly RuleCoverage[] {
  const added = new Map(more.map((rule) => [rule.ruleId, rule.parts]));
  return total.map(({ ruleId, parts }) => ({
    ruleId,
    parts: parts.map((part, place) => addPart(part, added.get(ruleId)?.[place])),
  }));
}

/** A rule's parts stand in one order, whatever is judged. */
function addPart(part: CoveredPart, more: CoveredPart | undefined): CoveredPart {
  if (more === undefined) return part;
  return {
    ...part,
    true: part.true + more.true,
    false: part.false + more.false,
    unknown: part.unknown + more.unknown,
  };
}

/** Each part can be true and can be false: how many of these outcomes were seen, and how many there are. */
export interface CoveredShare {
  readonly covered: number;
  readonly total: number;
}

export function shareOf(rules: readonly RuleCoverage[]): CoveredShare {
  const parts = rules.flatMap((rule) => rule.parts);
  const covered = parts.reduce((sum, part) => sum + Number(part.true > 0) + Number(part.false > 0), 0);
  return { covered, total: 2 * parts.length };
}

/** Of a hundred; all of nothing is all. */
export function percentOf({ covered, total }: CoveredShare): number {
  return total === 0 ? 100 : (100 * covered) / total;
}

import type { Plan, Severity } from '../engine';
import { severities } from './severities';
import { UsageError } from './usage-error';

/** The plan with the rules asked for: these ids (all, if none are given), of this severity and above. */
export function selectRules(plan: Plan, ids: readonly string[], minSeverity: Severity): Plan {
  const known = plan.rules.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`There is no rule ${JSON.stringify(unknown)} that compiles.`, { word: unknown, known });
  const lowest = severities.indexOf(minSeverity);
  const rules = plan.rules.filter(
    ({ id, severity }) => (ids.length === 0 || ids.includes(id)) && severities.indexOf(severity) <= lowest,
  );
  if (rules.length === 0 && known.length > 0)
    throw new UsageError(`There is no rule of severity ${minSeverity} or above among them.`);
  return { ...plan, rules };
}

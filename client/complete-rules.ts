import type { ChangedFindings, Findings, RuleItem } from '../protocol';

/**
 * All rules of an answer: new ones, and known ones where they stand now.
 * @param before what the server was told to be known
 */
export function completeRules({ rules }: ChangedFindings, before: Pick<Findings, 'rules'>): RuleItem[] {
  const known = new Map(before.rules.map((rule) => [rule.version, rule]));
  return rules.flatMap((rule) => {
    if (!('kept' in rule)) return [rule];
    const { kept, ...place } = rule;
    const same = known.get(kept);
    return same ? [{ ...same, ...place }] : [];
  });
}

import { truth } from './evaluate';
import { type Names, unquote } from './names';
import type { Scope } from './reading';
import { type Occurrence, startOf } from './spans';

/** Whether what is listed of a subject is let be: a condition must be true on all of it. */
export function isExempted(
  rule: string,
  names: Names,
  scope: Scope,
  verdict: string,
  witnesses: readonly Occurrence[],
): boolean {
  if (verdict !== 'violated' && verdict !== 'unproven') return false;
  return names.own.some((declaration) => {
    if (declaration.$type !== 'Exempt') return false;
    const { rule: written, condition, until } = declaration;
    if ((written.startsWith('"') ? unquote(written) : written) !== rule) return false;
    if (until !== undefined && startOf(witnesses[0]!) > endOfDay(until)) return false;
    const on = (occurrence: Occurrence): Scope => ({
      ...scope,
      here: { occurrence, signal: undefined },
      subjectLevel: false,
    });
    return condition === undefined || witnesses.every((o) => truth(on(o), condition) === true);
  });
}

const DAY = 86_400_000;
const endOfDay = (date: string): bigint => BigInt(Date.parse(`${date}T00:00:00Z`) + DAY) * 1_000_000n - 1n;

import { readFileSync } from 'node:fs';
import { otlpOf, type ShortSpan } from '../support/generate/otlp';
import { judgeByReference, type ReferenceOptions, type RuleResult } from '../support/reference/judge';
import { namesOf } from '../support/reference/names';
import { tracesOfOtlp } from '../support/reference/spans';

export const STD = namesOf(readFileSync(new URL('../../packs/std/otel.fence', import.meta.url), 'utf8'));

export function referenceResults(
  rules: string,
  spans: readonly ShortSpan[],
  options: ReferenceOptions = {},
): RuleResult[] {
  return judgeByReference(rules, tracesOfOtlp(otlpOf(spans)), { std: STD, ...options });
}

/** `held 1 violated 2 …` of the first rule: what is not 0. */
export function countsOf(result: RuleResult): string {
  const names = ['held', 'violated', 'unproven', 'indeterminate', 'unkeyed'] as const;
  const counts = names.filter((name) => result[name] > 0).map((name) => `${name} ${result[name]}`);
  return counts.join(' ') || 'nothing';
}

/** Span numbers in place of ids; an event is `2:name`. */
export function shortWitnesses(witnesses: readonly string[]): string {
  return witnesses
    .map((witness) => {
      const [, span, ...event] = witness.split(' ');
      const number = Number.parseInt(span!.replace(/^b*/, ''), 16);
      return event.length > 0 ? `${number}:${event.join(' ')}` : String(number);
    })
    .join(' ');
}

import type { Finding, RuleSummary } from '../engine';
import type { Expectation } from '../language';
import type { ExpectationOutcome } from './outcome';

/** An expectation that is not met, in words. */
export interface Difference {
  /** As it stands in the test: `expect R held`. */
  readonly expectation: string;
  readonly expected: string;
  readonly found: string;
  /** The subjects that make the difference: those of the verdict where there are too many of it, else the others. */
  readonly findings: readonly Finding[];
}

const COUNTED = ['held', 'violated', 'unproven', 'exempted', 'indeterminate', 'unkeyed'] as const;

/** Tells expected and found apart. */
export function differenceOf({ expectation, found, findings }: ExpectationOutcome): Difference {
  const { rule, verdict, count } = expectation;
  const tooMany = count !== null && found !== null && found[verdict] > count;
  return {
    expectation: `expect ${rule} ${verdict}${count === null ? '' : ` ${count}`}`,
    expected: expectedText(expectation),
    found: found === null ? 'there is no such rule that compiles' : foundText(found),
    findings: findings.filter((finding) => (finding.verdict === verdict) === tooMany),
  };
}

function expectedText({ verdict, count }: Expectation): string {
  return count === null ? `every subject ${verdict}, and at least one` : `${count} ${verdict}`;
}

function foundText(found: RuleSummary): string {
  const counts = COUNTED.filter((name) => found[name] > 0).map((name) => `${found[name]} ${name}`);
  return counts.length === 0 ? 'nothing was judged' : counts.join(', ');
}

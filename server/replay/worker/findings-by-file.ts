import type { Finding } from '../../../engine';
import type { RuleVerdicts } from './rule-verdicts';

/** The findings of some rules in one file, in lists of one rule and verdict each. */
export interface FileFindings {
  /** Violations before what is unproven; the same arrays again for rules that say the same again. */
  readonly lists: readonly (readonly Finding[])[];
  readonly count: number;
}

const SHOWN = ['violated', 'unproven'] as const;
type ByFile = ReadonlyMap<string, readonly Finding[]>;

/** What is to be shown inside of trace files, by the file's path, in the order of paths. */
export function findingsByFile(rules: readonly RuleVerdicts[]): [string, FileFindings][] {
  const byFile = new Map<string, { lists: (readonly Finding[])[]; count: number }>();
  for (const verdict of SHOWN) {
    for (const { findings } of rules) {
      for (const [path, list] of split(findings)[verdict]) {
        const file = byFile.get(path) ?? { lists: [], count: 0 };
        file.lists.push(list);
        file.count += list.length;
        byFile.set(path, file);
      }
    }
  }
  return [...byFile].sort(([a], [b]) => (a < b ? -1 : 1));
}

const known = new WeakMap<readonly Finding[], Readonly<Record<(typeof SHOWN)[number], ByFile>>>();

/** One rule's findings; there may be many thousands, of which no edit of another rule changes any. */
function split(findings: readonly Finding[]): Readonly<Record<(typeof SHOWN)[number], ByFile>> {
  const before = known.get(findings);
  if (before) return before;
  const of = (verdict: string) =>
    Map.groupBy(
      findings.filter((finding) => finding.verdict === verdict),
      ({ location }) => location.path,
    );
  const split = { violated: of('violated'), unproven: of('unproven') };
  known.set(findings, split);
  return split;
}

import type { Finding } from '../../../engine';
import { uriOf } from '../../workspace/uris';
import { type FileMarks, type FindingRef, MAX_MARKS, type Mark } from '../messages';
import { explanationMarkdown } from './explanation';
import { KnownPlaces } from './known-places';
import type { RuleVerdicts } from './rule-verdicts';

/** Links to verdicts that can't be shown in their file. */
const MAX_ELSEWHERE = 20;

interface Made {
  readonly print: string;
  readonly findings: readonly Finding[];
  readonly marks: FileMarks;
}

/** What is to be shown inside each trace file; a file whose verdicts are the same is not looked into again. */
export class Marks {
  readonly #places = new KnownPlaces();
  #made = new Map<string, Made>();

  /** Violations before what is unproven, at most `MAX_MARKS` of them in each file. */
  of(rules: readonly RuleVerdicts[]): FileMarks[] {
    const atLeast = rules.some(isCut);
    const files = [...findingsByFile(rules)].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#made = new Map(files.map(([path, findings]) => [path, this.#ofFile(path, findings, atLeast)]));
    return [...this.#made.values()].map(({ marks }) => marks);
  }

  #ofFile(path: string, findings: readonly Finding[], atLeast: boolean): Made {
    const print = this.#places.print(path);
    const before = this.#made.get(path);
    const isSame = before?.print === print && before.marks.atLeast === atLeast && sameItems(before.findings, findings);
    if (isSame) return before;
    return { print, findings, marks: { ...marksOfFile(path, findings, this.#places), atLeast } };
  }
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function findingsByFile(rules: readonly RuleVerdicts[]): Map<string, Finding[]> {
  const byFile = new Map<string, Finding[]>();
  for (const verdict of ['violated', 'unproven']) {
    for (const finding of rules.flatMap(({ findings }) => findings)) {
      if (finding.verdict !== verdict) continue;
      const list = byFile.get(finding.location.path);
      if (list) list.push(finding);
      else byFile.set(finding.location.path, [finding]);
    }
  }
  return byFile;
}

function isCut({ summary, findings }: RuleVerdicts): boolean {
  const listed = findings.filter(({ verdict }) => verdict === 'violated' || verdict === 'unproven').length;
  return summary.violated + summary.unproven > listed;
}

function marksOfFile(path: string, findings: readonly Finding[], known: KnownPlaces): Omit<FileMarks, 'atLeast'> {
  const chosen = findings.slice(0, MAX_MARKS).sort((a, b) => a.location.offset - b.location.offset);
  const places = known.of(
    path,
    chosen.map(({ location }) => location),
  );
  const marks = chosen.flatMap((finding, index): Mark[] => {
    const range = places[index];
    return range ? [{ ...refOf(finding), range, explanation: explanationMarkdown(finding) }] : [];
  });
  const elsewhere = chosen.filter((_, index) => !places[index]).slice(0, MAX_ELSEWHERE);
  return { uri: uriOf(path), marks, more: findings.length - marks.length, elsewhere: elsewhere.map(refOf) };
}

export function refOf({ ruleId, verdict, severity, message, traceId, spanId, location }: Finding): FindingRef {
  return {
    ruleId,
    verdict: verdict === 'held' ? 'indeterminate' : verdict,
    severity,
    message,
    traceId,
    spanId,
    location,
  };
}

import type { Finding } from '../../../engine';
import { uriOf } from '../../workspace/uris';
import { type FileMarks, type FindingRef, MAX_ALL_MARKS, MAX_MARKS, type Mark } from '../messages';
import { explanationMarkdown } from './explanation';
import { type FileFindings, findingsByFile } from './findings-by-file';
import type { KnownPlaces } from './known-places';
import type { RuleVerdicts } from './rule-verdicts';
import { versionOf } from './versions';

/** Links to verdicts that can't be shown in their file. */
const MAX_ELSEWHERE = 20;

/** However many files there are. */
const FEWEST_MARKS = 50;

/** What the marks of a file are made of, and what was made of it. */
interface Made {
  readonly print: string;
  readonly findings: FileFindings;
  readonly most: number;
  readonly atLeast: boolean;
  readonly marks: FileMarks;
}

/** What is to be shown inside each trace file; a file whose verdicts are the same is not looked into again. */
export class Marks {
  #made = new Map<string, Made>();

  constructor(private readonly places: KnownPlaces) {}

  /**
   * Violations before what is unproven, at most `MAX_MARKS` of them in each file.
   * @param mostNew null is the answer where more than these are new
   * @param cancelled null is the answer as soon as it says so
   */
  of(rules: readonly RuleVerdicts[], mostNew: number, cancelled = () => false): FileMarks[] | null {
    const atLeast = rules.some(({ isCut }) => isCut);
    const files = findingsByFile(rules);
    const most = Math.min(MAX_MARKS, Math.max(FEWEST_MARKS, Math.floor(MAX_ALL_MARKS / files.length)));
    const wanted = files.map(([path, findings]) => this.#wanted(path, findings, most, atLeast));
    const isNew = wanted.filter(({ before }) => !before);
    if (isNew.reduce((sum, { findings }) => sum + Math.min(most, findings.count), 0) > mostNew) return null;
    const made = new Map<string, Made>();
    for (const { before, path, ...file } of wanted) {
      if (cancelled()) return null;
      made.set(path, before ?? { ...file, marks: marksOfFile(path, file, this.places) });
    }
    this.#made = made;
    return [...made.values()].map(({ marks }) => marks);
  }

  #wanted(path: string, findings: FileFindings, most: number, atLeast: boolean) {
    const print = this.places.print(path);
    const made = this.#made.get(path);
    const isSame = made?.print === print && made.most === most && made.atLeast === atLeast;
    const before = isSame && sameItems(made.findings.lists, findings.lists) ? made : undefined;
    return { path, print, findings, most, atLeast, before };
  }
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function marksOfFile(path: string, { findings, most, atLeast }: Omit<Made, 'marks'>, known: KnownPlaces): FileMarks {
  const chosen = firstOf(findings.lists, most).sort((a, b) => a.location.offset - b.location.offset);
  const places = known.of(
    path,
    chosen.map(({ location }) => location),
  );
  const marks = chosen.flatMap((finding, index): Mark[] => {
    const range = places[index];
    return range ? [{ ...refOf(finding), range, explanation: explanationMarkdown(finding) }] : [];
  });
  const elsewhere = chosen.filter((_, index) => !places[index]).slice(0, MAX_ELSEWHERE);
  return {
    version: versionOf(chosen),
    uri: uriOf(path),
    marks,
    more: findings.count - marks.length,
    atLeast,
    elsewhere: elsewhere.map(refOf),
  };
}

function firstOf(lists: FileFindings['lists'], most: number): Finding[] {
  const first: Finding[] = [];
  for (const list of lists) {
    if (first.length >= most) break;
    first.push(...list.slice(0, most - first.length));
  }
  return first;
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

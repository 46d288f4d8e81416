import type { Finding } from '../../../engine';
import { readText } from '../../place/reveal';
import { spanIdRange } from '../../place/span-id';
import { type ByteRange, textPlaces } from '../../place/text-places';
import { uriOf } from '../../workspace/uris';
import { type FileMarks, type FindingRef, MAX_MARKS, type Mark } from '../messages';
import { explanationMarkdown } from './explanation';
import type { RuleVerdicts } from './rule-verdicts';

/** Links to verdicts that can't be shown in their file. */
const MAX_ELSEWHERE = 20;

/** What is to be shown inside each trace file: violations before what is unproven, at most `MAX_MARKS` of them. */
export async function marksOf(rules: readonly RuleVerdicts[]): Promise<FileMarks[]> {
  const files = [...findingsByFile(rules)].sort(([a], [b]) => (a < b ? -1 : 1));
  const atLeast = rules.some(isCut);
  const marks: FileMarks[] = [];
  // one after the other: each file's text is in memory meanwhile
  for (const [path, findings] of files) marks.push({ ...(await marksOfFile(path, findings)), atLeast });
  return marks;
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

interface Placed {
  readonly finding: Finding;
  readonly bytes: ByteRange;
}

async function marksOfFile(path: string, findings: readonly Finding[]): Promise<Omit<FileMarks, 'atLeast'>> {
  const uri = uriOf(path);
  const text = await textOf(path);
  if (text === null)
    return { uri, marks: [], more: findings.length, elsewhere: findings.slice(0, MAX_ELSEWHERE).map(refOf) };
  const chosen = findings
    .slice(0, MAX_MARKS)
    .map((finding): Placed => ({ finding, bytes: spanIdRange(text, finding.location.offset) }));
  chosen.sort((a, b) => a.bytes.start - b.bytes.start);
  const places = textPlaces(
    text,
    chosen.map(({ bytes }) => bytes),
  );
  const marks = chosen.flatMap(({ finding }, index): Mark[] => {
    const range = places[index];
    return range ? [{ ...refOf(finding), range, explanation: explanationMarkdown(finding) }] : [];
  });
  const elsewhere = chosen.filter((_, index) => !places[index]).slice(0, MAX_ELSEWHERE);
  return {
    uri,
    marks,
    more: findings.length - marks.length,
    elsewhere: elsewhere.map(({ finding }) => refOf(finding)),
  };
}

/** null for what no editor shows as text, and for a file that vanished since it was read. */
async function textOf(path: string): Promise<Uint8Array | null> {
  try {
    const text = await readText(path);
    return text === 'no text' ? null : text;
  } catch {
    return null;
  }
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

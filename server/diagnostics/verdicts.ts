import type { Diagnostic, Location } from 'vscode-languageserver';
import type { ServerContext } from '../context';
import type { Mark, ProjectOutcome } from '../replay/messages';
import { spanUri } from '../replay/span-uri';
import { rulePlaces } from '../workspace/rule-places';
import { type PlaceOf, ruleVerdict } from './rule-verdicts';
import { traceVerdicts } from './trace-verdicts';

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Shows the verdicts of the last replay on the rules and in the trace files, and moves them along with edits. */
export function registerVerdicts(context: ServerContext): { refresh(): void } {
  const refresh = () => context.publisher.replace('verdicts', allVerdicts(context));
  context.replay.onDidFinish(refresh);
  return { refresh };
}

function allVerdicts(context: ServerContext): Map<string, Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>();
  for (const outcome of context.replay.outcomes) {
    const project = context.workspace.projects.find(({ folder }) => folder === outcome.folder);
    const places = project ? rulePlaces(project, context.documents) : new Map<string, Location>();
    addRules(byUri, outcome, places, context);
    addTraces(byUri, outcome, places, context);
  }
  return byUri;
}

type ByUri = Map<string, Diagnostic[]>;
type Places = ReadonlyMap<string, Location>;

function addRules(byUri: ByUri, outcome: ProjectOutcome, places: Places, { settings }: ServerContext): void {
  const placeOf = spanPlaces(outcome);
  for (const rule of outcome.rules) {
    const at = places.get(rule.id);
    const verdict = at && ruleVerdict(rule, at.range, settings.current, placeOf);
    if (verdict) add(byUri, at.uri, [verdict]);
  }
}

function addTraces(byUri: ByUri, outcome: ProjectOutcome, places: Places, { settings }: ServerContext): void {
  for (const file of outcome.marks) {
    const verdicts = traceVerdicts(file, settings.current, {
      rule: (id) => places.get(id),
      span: ({ traceId, spanId }) => ({ uri: spanUri(traceId, spanId), range: TOP }),
    });
    add(byUri, file.uri, verdicts);
  }
}

/** A finding's span in its file where it is marked there, else its read-only document. */
function spanPlaces(outcome: ProjectOutcome): PlaceOf {
  const marked = new Map<string, Location>();
  for (const { uri, marks } of outcome.marks)
    for (const mark of marks) marked.set(key(mark), { uri, range: mark.range });
  return ({ traceId, witnesses }) => {
    const spanId = witnesses[0]?.spanId ?? '';
    return marked.get(key({ traceId, spanId })) ?? { uri: spanUri(traceId, spanId), range: TOP };
  };
}

function key({ traceId, spanId }: Pick<Mark, 'traceId' | 'spanId'>): string {
  return `${traceId}/${spanId}`;
}

function add(byUri: ByUri, uri: string, diagnostics: readonly Diagnostic[]): void {
  const list = byUri.get(uri);
  if (list) list.push(...diagnostics);
  else byUri.set(uri, [...diagnostics]);
}

import type { Diagnostic, Location } from 'vscode-languageserver';
import type { ServerContext } from '../context';
import { rulePlaces } from '../workspace/rule-places';
import { FileVerdicts } from './file-verdicts';
import { RuleVerdicts } from './rule-verdicts';

/** Shows the verdicts of the last replay on the rules and in the trace files, and moves them along with edits. */
export function registerVerdicts(context: ServerContext): { refresh(): void } {
  const [onRules, inFiles] = [new RuleVerdicts(), new FileVerdicts()];
  const refresh = () => context.publisher.replace('verdicts', allVerdicts(context, onRules, inFiles));
  context.replay.onDidFinish(refresh);
  context.replay.onDidAddDetails(refresh);
  return { refresh };
}

type ByUri = Map<string, readonly Diagnostic[]>;

function allVerdicts(context: ServerContext, onRules: RuleVerdicts, inFiles: FileVerdicts): ByUri {
  const { replay, workspace, documents, settings } = context;
  const outcomes = replay.outcomes.map((outcome) => {
    const project = workspace.projects.find(({ folder }) => folder === outcome.folder);
    return { outcome, places: project ? rulePlaces(project, documents) : new Map<string, Location>() };
  });
  const byUri: ByUri = new Map();
  for (const [uri, diagnostic] of onRules.of(outcomes, settings.current)) add(byUri, uri, [diagnostic]);
  for (const [uri, diagnostics] of inFiles.of(outcomes, settings.current)) add(byUri, uri, diagnostics);
  return byUri;
}

function add(byUri: ByUri, uri: string, diagnostics: readonly Diagnostic[]): void {
  const list = byUri.get(uri);
  byUri.set(uri, list ? [...list, ...diagnostics] : diagnostics);
}

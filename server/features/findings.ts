import { type Findings, FindingsRequest, type Inputs, InputsRequest, type RuleItem } from '../../protocol';
import type { ServerContext } from '../context';
import { rulePlaces } from '../workspace/rule-places';
import { uriOf } from '../workspace/uris';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What the last replay found and read, for the client's views. */
export function registerFindings(context: ServerContext): void {
  context.connection.onRequest(FindingsRequest.method, (): Findings => findings(context));
  context.connection.onRequest(InputsRequest.method, (): Inputs => inputs(context));
}

function findings({ replay, workspace, documents }: ServerContext): Findings {
  const rules = replay.outcomes.flatMap((outcome): RuleItem[] => {
    const project = workspace.projects.find(({ folder }) => folder === outcome.folder);
    const places = project && rulePlaces(project, documents);
    return outcome.rules.map(({ ruleUri, ruleLine, unseen: _, places: __, version: ___, ...rule }) => {
      const line = ruleLine - 1;
      const at = places?.get(rule.id) ?? {
        uri: ruleUri,
        range: { start: { ...TOP.start, line }, end: { ...TOP.end, line } },
      };
      return { ...rule, ...at, project: uriOf(outcome.folder) };
    });
  });
  return { revision: replay.state.revision, rules: rules.sort(bySeverity) };
}

function bySeverity(a: RuleItem, b: RuleItem): number {
  const order = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function inputs({ replay }: ServerContext): Inputs {
  const files = replay.outcomes.flatMap((outcome) =>
    outcome.inputs.map((input) => ({ ...input, project: uriOf(outcome.folder) })),
  );
  return { revision: replay.state.revision, files };
}

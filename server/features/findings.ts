import type { CancellationToken } from 'vscode-languageserver';
import {
  type ChangedFindings,
  type FindingsParams,
  FindingsRequest,
  type Inputs,
  InputsRequest,
  type RuleItem,
} from '../../protocol';
import type { ServerContext } from '../context';
import type { RuleOutcome } from '../replay/messages';
import { rulePlaces } from '../workspace/rule-places';
import { uriOf } from '../workspace/uris';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What the last replay found and read, for the client's views. */
export function registerFindings(context: ServerContext): void {
  // without parameters the token comes first
  context.connection.onRequest(FindingsRequest.method, (params: FindingsParams | CancellationToken) => {
    return findings(context, new Set('known' in params ? params.known : []));
  });
  context.connection.onRequest(InputsRequest.method, (): Inputs => inputs(context));
}

function findings({ replay, workspace, documents }: ServerContext, known: ReadonlySet<number>): ChangedFindings {
  const rules = replay.outcomes.flatMap((outcome) => {
    const project = workspace.projects.find(({ folder }) => folder === outcome.folder);
    const places = project && rulePlaces(project, documents);
    return outcome.rules.map((rule) => {
      const line = rule.ruleLine - 1;
      const at = places?.get(rule.id) ?? {
        uri: rule.ruleUri,
        range: { start: { ...TOP.start, line }, end: { ...TOP.end, line } },
      };
      return { rule, at, project: uriOf(outcome.folder) };
    });
  });
  const shown = rules
    .sort((a, b) => bySeverity(a.rule, b.rule))
    .map(({ rule, at, project }) =>
      known.has(rule.version) ? { kept: rule.version, ...at } : item(rule, at, project),
    );
  return { revision: replay.state.revision, rules: shown };
}

function item(outcome: RuleOutcome, at: Pick<RuleItem, 'uri' | 'range'>, project: string): RuleItem {
  const { ruleUri: _, ruleLine: __, unseen: ___, places: ____, ...rule } = outcome;
  return { ...rule, ...at, project };
}

function bySeverity(a: RuleOutcome, b: RuleOutcome): number {
  const order = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function inputs({ replay }: ServerContext): Inputs {
  const files = replay.outcomes.flatMap((outcome) =>
    outcome.inputs.map((input) => ({ ...input, project: uriOf(outcome.folder) })),
  );
  return { revision: replay.state.revision, files };
}

import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import type { LineIndex, Diagnostic as RuleDiagnostic } from '../../language';
import type { ServerContext } from '../context';
import { canonicalUri } from '../workspace/uris';

/** Keystrokes follow one another faster than this; what the editor shows should not lag behind a pause. */
const TYPING_PAUSE_MS = 150;

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** Pushes what is wrong in the rule files, of every project, whether they are open or not. */
export function registerRuleDiagnostics(context: ServerContext): { refresh(): void } {
  let timer: NodeJS.Timeout | undefined;
  const refresh = () => {
    clearTimeout(timer);
    context.publisher.replace('rules', ruleDiagnostics(context));
  };
  context.documents.events.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(refresh, TYPING_PAUSE_MS);
  });
  // what a name can be is also read off the traces
  context.replay.onDidFinish(refresh);
  context.lifecycle.onShutdown(() => clearTimeout(timer));
  return { refresh };
}

function ruleDiagnostics({ workspace, documents, replay }: ServerContext): Map<string, Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>();
  for (const project of workspace.projects) project.observe(replay.seenIn(project.folder).attributes);
  for (const { lines, diagnostics } of workspace.projects.map((project) => project.compile())) {
    for (const diagnostic of diagnostics) {
      // the client's spelling of the URI, where it has the document open
      const uri = documents.get(diagnostic.uri)?.uri ?? canonicalUri(diagnostic.uri);
      const list = byUri.get(uri) ?? [];
      list.push(toLsp(diagnostic, lines.get(diagnostic.uri)));
      byUri.set(uri, list);
    }
  }
  return byUri;
}

function toLsp(diagnostic: RuleDiagnostic, lines: LineIndex | undefined): Diagnostic {
  const { severity, code, message } = diagnostic;
  return { range: rangeOf(diagnostic, lines), severity: SEVERITIES[severity], code, source: 'ringfence', message };
}

/** Without the text's lines (an imported pack's) a range is taken to end on the line where it starts. */
function rangeOf({ line, column, start, end }: RuleDiagnostic, lines: LineIndex | undefined): Range {
  const from = { line: line - 1, character: column - 1 };
  const last = lines?.position(end);
  const to = last && { line: last.line - 1, character: last.column - 1 };
  return { start: from, end: to ?? { line: from.line, character: from.character + (end - start) } };
}

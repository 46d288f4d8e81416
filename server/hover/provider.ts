import { type Hover, HoverRequest, type Position } from 'vscode-languageserver';
import type { ServerContext } from '../context';
import { canonicalUri } from '../workspace/uris';
import { nameHover } from './name-hover';

/** Files whose spans may be marked; the server never sees their text. */
const TRACE_DOCUMENTS = [{ scheme: 'file', pattern: '**/*.{json,jsonl,ndjson,otlp}' }];

/** Tells what a name is, where it was seen and what the conventions say of it; and in a trace file why a span is marked. */
export function registerHover(context: ServerContext): void {
  const { connection, documents, workspace, replay, client, log } = context;
  connection.onHover(({ textDocument: { uri }, position }): Hover | null => {
    const parsed = documents.parsed(uri);
    if (!parsed) return verdictHover(context, uri, position);
    const { document, file } = parsed;
    const seen = replay.seenIn(workspace.projectOf(uri)?.folder);
    const found = nameHover(file, document.offsetAt(position), workspace.scopeOf(uri), seen);
    if (!found) return null;
    const range = { start: document.positionAt(found.start), end: document.positionAt(found.end) };
    return { range, contents: { kind: 'markdown', value: found.markdown } };
  });
  context.lifecycle.onInitialized(() => {
    if (!client.dynamicHover) return;
    const registration = connection.client.register(HoverRequest.type, { documentSelector: TRACE_DOCUMENTS });
    registration.catch((error) => log.error('The client takes no hover in trace files', error));
  });
}

/** The explanations of the verdicts on the span under the cursor. */
function verdictHover({ replay }: ServerContext, uri: string, at: Position): Hover | null {
  const canonical = canonicalUri(uri);
  const files = replay.outcomes.flatMap(({ marks }) => marks).filter((file) => file.uri === canonical);
  const marks = files
    .flatMap((file) => file.marks)
    .filter(({ range: { start, end } }) => {
      return start.line === at.line && start.character <= at.character && at.character <= end.character;
    });
  const [first] = marks;
  return first
    ? {
        range: first.range,
        contents: { kind: 'markdown', value: marks.map((mark) => mark.explanation).join('\n\n---\n\n') },
      }
    : null;
}

import type { Diagnostic } from 'vscode-languageserver';
import { packName } from '../../language';
import { PACK_SCHEME } from '../../protocol';
import type { ServerContext } from '../context';
import { verdictSeverity } from '../diagnostics/severity';
import { spanVerdict } from '../diagnostics/trace-verdicts';
import type { SpanPage } from '../replay/messages';
import { spanOfUri } from '../replay/span-uri';
import { rulePlaces } from '../workspace/rule-places';

/** The read-only documents: texts of rule packs, and spans laid out with the verdicts on them. */
export function registerDocuments(context: ServerContext): void {
  const { connection, documents, publisher, replay } = context;
  const shown = new Set<string>();
  connection.workspace.textDocumentContent.on(async ({ uri }) => ({ text: await textOf(context, uri, shown) }));
  documents.events.onDidClose(({ document: { uri } }) => {
    if (shown.delete(uri)) publisher.set('span', uri, []);
  });
  const refresh = () => {
    for (const uri of shown) {
      const again = connection.workspace.textDocumentContent.refresh(uri);
      again.catch((error) => context.log.error(`${uri} could not be refreshed`, error));
    }
  };
  replay.onDidFinish(refresh);
  replay.onDidAddDetails(refresh);
}

async function textOf(context: ServerContext, uri: string, shown: Set<string>): Promise<string> {
  if (uri.startsWith(`${PACK_SCHEME}:`)) return packText(context, uri);
  const span = spanOfUri(uri);
  if (!span) return `# ${uri} names no span.\n`;
  shown.add(uri);
  try {
    const page = await context.replayWorker().call('spanPage', span);
    context.publisher.set('span', uri, page ? verdictsOn(page, context) : []);
    return page?.text ?? notThere(span);
  } catch (error) {
    context.log.error(`${uri} could not be read`, error);
    return `# The span could not be read: ${error instanceof Error ? error.message : String(error)}\n`;
  }
}

function packText({ packs }: ServerContext, uri: string): string {
  const name = packName(uri);
  const text = name === undefined ? undefined : packs.read(name);
  return text ?? `// There is no such rule pack. There are ${packs.names().join(', ')}.\n`;
}

function notThere({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return `# Span ${spanId} of trace ${traceId} is in none of the trace files that were read last.\n# Replay the traces, or open the folder that has it.\n`;
}

function verdictsOn(page: SpanPage, { workspace, documents, settings }: ServerContext): Diagnostic[] {
  const places = new Map(workspace.projects.flatMap((project) => [...rulePlaces(project, documents)]));
  return page.verdicts.flatMap((verdict) => {
    const severity = verdictSeverity(settings.current, verdict.verdict, verdict.severity);
    const { line } = verdict;
    const range = { start: { line, character: 0 }, end: { line, character: 200 } };
    return severity === null ? [] : [spanVerdict(verdict, range, severity, { rule: (id) => places.get(id) })];
  });
}

import type { CompletionItem } from 'vscode-languageserver';
import { ast, importablePacks, type RuleFile, ruleId } from '../../language';
import type { ServerContext } from '../context';
import { bindingsBefore } from './bindings';
import { completionContext } from './context';
import { completionItems } from './items';
import { suggestionsAt, type Vocabulary } from './suggestions';

/** Suggests names seen in the traces, then the file's, then those of the OpenTelemetry conventions. */
export function registerCompletion(context: ServerContext): void {
  context.connection.onCompletion(({ textDocument, position }): CompletionItem[] => {
    const parsed = context.documents.parsed(textDocument.uri);
    if (!parsed) return [];
    const { document } = parsed;
    const offset = document.offsetAt(position);
    const asked = completionContext(document.getText(), offset);
    const suggestions = suggestionsAt(
      asked,
      vocabulary(context, textDocument.uri, document.getText().slice(0, offset)),
    );
    return completionItems(suggestions, asked.prefix, (skip) => ({
      start: document.positionAt(asked.start + skip),
      end: position,
    }));
  });
}

function vocabulary({ workspace, packs, replay }: ServerContext, uri: string, before: string): Vocabulary {
  const project = workspace.projectOf(uri);
  return {
    seen: replay.seenIn(project?.folder),
    scope: workspace.scopeOf(uri),
    bindings: bindingsBefore(before),
    ruleIds: (project?.compile().files ?? []).flatMap(ruleIds),
    packs: importablePacks(packs),
  };
}

function ruleIds(file: RuleFile): string[] {
  return file.ast.declarations.filter(ast.isRule).flatMap((rule) => (rule.name ? [ruleId(rule)] : []));
}

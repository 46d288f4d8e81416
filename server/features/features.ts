import { registerCompletion } from '../completion/provider';
import type { ServerContext } from '../context';
import { registerCodeActions } from '../diagnostics/code-actions';
import { registerRuleDiagnostics } from '../diagnostics/rule-diagnostics';
import { registerVerdicts } from '../diagnostics/verdicts';
import { registerHover } from '../hover/provider';
import { registerWatching } from '../lifecycle/watching';
import { registerDefinition } from '../structure/definition';
import { registerFolding } from '../structure/folding';
import { registerFormatting } from '../structure/formatting';
import { registerSemanticTokens } from '../structure/semantic-tokens';
import { registerSymbols } from '../structure/symbols';
import { registerDocuments } from './documents';
import { registerFindings } from './findings';
import { registerReplay } from './replay';
import { registerReveal } from './reveal';
import { registerTests } from './tests';

/** Everything that the server offers. */
export function registerFeatures(context: ServerContext): void {
  const shown = [registerRuleDiagnostics(context), registerVerdicts(context)];
  registerWatching(context, () => {
    for (const each of shown) each.refresh();
  });
  registerCodeActions(context);
  registerCompletion(context);
  registerHover(context);
  registerDefinition(context);
  registerSymbols(context);
  registerFolding(context);
  registerFormatting(context);
  registerSemanticTokens(context);
  registerReplay(context);
  registerFindings(context);
  registerReveal(context);
  registerDocuments(context);
  registerTests(context);
}

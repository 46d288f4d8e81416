import { SnippetString, window, workspace } from 'vscode';
import { ruleTemplate } from './rule-template';

/** An unsaved rule file with a rule to fill in. */
export async function newRuleFile(): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'ringfence' });
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(new SnippetString(ruleTemplate));
}

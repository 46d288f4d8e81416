import { Range, type TextDocumentShowOptions, Uri, window } from 'vscode';
import type { FindingItem, Place, RuleItem } from '../protocol';
import { printable } from './printable';
import type { Replay } from './replay';

/** Shows a witness of a finding where the server says that it can be seen. @throws Error where it is gone. */
export async function revealWitness(replay: Replay, finding: FindingItem, index: number): Promise<void> {
  const witness = finding.witnesses[index];
  if (!witness) throw new Error('This finding names no span.');
  const place = await replay.reveal(witness);
  if (!place) throw new Error(`The span ${witness.spanId} is no longer in ${printable(witness.location.path)}.`);
  await show(place);
}

export function revealRule(rule: RuleItem): Promise<void> {
  return show(rule);
}

async function show({ uri, range }: Place): Promise<void> {
  const { start, end } = range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  const options: TextDocumentShowOptions = { selection, preview: true };
  await window.showTextDocument(Uri.parse(uri, true), options);
}

import type { ReplayState } from '../../protocol';
import { counted, printable } from '../printable';

/** What stands above the tree: what keeps the verdicts below it from being the whole truth. Empty: nothing does. */
export function notice({ phase, message, summary }: ReplayState): string {
  if (!summary || summary.rules === 0) return '';
  const { incomplete, unseen, problems } = summary;
  return [
    phase === 'idle' || phase === 'failed' ? message : null,
    incomplete > 0 ? `${counted(incomplete, 'trace')} incomplete: absence there is no evidence.` : null,
    unseen.length > 0 ? `Never seen in the traces: ${unseen.join(', ')}.` : null,
    problems > 0 ? `${counted(problems, 'problem')} in rules or trace files.` : null,
  ]
    .flatMap((line) => (line ? [printable(line)] : []))
    .join(' ');
}

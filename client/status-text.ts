import type { ReplayState, ReplaySummary } from '../protocol';
import { counted, printable } from './printable';

export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly level: 'normal' | 'warning' | 'error';
}

/** What the status bar says. Nothing that is missing reads as success. */
export function statusText(state: ReplayState): StatusText {
  const { phase, message, progress, summary } = state;
  if (phase === 'running') {
    const percent = progress === null ? '' : ` ${Math.floor(progress * 100)} %`;
    return { text: `$(sync~spin) Replaying${percent}`, tooltip: printable(message ?? 'Replaying'), level: 'normal' };
  }
  if (phase === 'failed') {
    return { text: '$(error) Replay failed', tooltip: printable(message ?? 'Replay failed'), level: 'error' };
  }
  if (!summary) return { text: '$(shield) Ringfence', tooltip: 'Nothing replayed yet', level: 'normal' };
  const text = `$(shield) ${outcome(summary)}`;
  const first = phase === 'cancelled' ? 'Cancelled; this is what the run before found.' : message;
  const tooltip = [...(first ? [printable(first)] : []), ...details(summary)].join('\n');
  return { text, tooltip, level: summary.violated > 0 ? 'error' : summary.unproven > 0 ? 'warning' : 'normal' };
}

function outcome(summary: ReplaySummary): string {
  if (summary.rules === 0) return 'no rules';
  if (summary.traces === 0) return 'no traces';
  const unknown = summary.unproven + summary.indeterminate + summary.unkeyed;
  const parts = [`${summary.violated.toLocaleString('en')} violated`];
  if (unknown > 0) parts.push(`${unknown.toLocaleString('en')} unproven`);
  if (summary.checked === 0) parts.push('nothing checked');
  return parts.join(' · ');
}

function details(summary: ReplaySummary): string[] {
  const { rules, traces, spans, checked, held, violated, unproven, exempted, indeterminate, unkeyed } = summary;
  return [
    `${counted(rules, 'rule')} over ${counted(traces, 'trace')} (${counted(spans, 'span')})`,
    `${counted(checked, 'subject')} checked: ${held} held, ${violated} violated, ${unproven} unproven, ${exempted} exempted`,
    ...some(indeterminate, 'indeterminate: whether a rule applies is unknown'),
    ...some(unkeyed, 'without a key'),
    ...some(summary.incomplete, 'incomplete traces'),
    ...some(summary.problems, 'problems in rules or trace files'),
    ...named('Vacuous rules', summary.vacuous),
    ...named('Never seen', summary.unseen),
  ];
}

function some(count: number, what: string): string[] {
  return count > 0 ? [`${count.toLocaleString('en')} ${what}`] : [];
}

function named(what: string, names: readonly string[]): string[] {
  return names.length > 0 ? [`${what}: ${printable(names.join(', '))}`] : [];
}

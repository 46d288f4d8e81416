import type { AttributeValue, Finding } from '../../engine';
import { rfc3339 } from '../time';
import type { Style } from './style';
import { brief, number, printable, valueText } from './text';

export const MESSAGE_LENGTH = 400;
const VALUE_LENGTH = 160;

export type ContextEntry = readonly [name: string, value: AttributeValue | null];

/** One finding without its message: when, whose, which span, where; these values of its context; what was missing. */
export function findingLines(finding: Finding, context: readonly ContextEntry[], style: Style): string[] {
  return [
    whenAndWhere(finding, style),
    ...groupLine(finding),
    ...contextLines(context, style),
    ...missingLine(finding, style),
    ...exemptionLine(finding, style),
  ];
}

/** Names in one column, values in the next. */
export function contextLines(context: readonly ContextEntry[], style: Style): string[] {
  const width = Math.min(28, Math.max(0, ...context.map(([name]) => printable(name).length)));
  return context.map(
    ([name, value]) => `  ${style('gray', printable(name).padEnd(width))}  ${brief(valueText(value), VALUE_LENGTH)}`,
  );
}

/** `file:line`, the byte in a binary file, or the file alone where it is about the whole of it. */
export function locationText({ path, line, offset }: { path: string; line: number | null; offset: number }): string {
  if (line !== null) return `${printable(path)}:${line}`;
  return offset === 0 ? printable(path) : `${printable(path)} at byte ${number(offset)}`;
}

function whenAndWhere({ timestamp, service, tenant, traceId, spanId, location }: Finding, style: Style): string {
  const parts = [
    moment(timestamp),
    service === null ? 'no service' : brief(service, 60),
    tenant === null ? 'tenant not known' : `tenant ${brief(tenant, 60)}`,
    style('gray', `trace ${shortId(traceId)}  span ${shortId(spanId)}`),
    style('cyan', locationText(location)),
  ];
  return parts.join('  ');
}

/** To the millisecond: enough to find it, and easy to read. */
function moment(nanoseconds: bigint): string {
  return `${rfc3339(nanoseconds).slice(0, -7).replace('T', ' ')}Z`;
}

function shortId(id: string): string {
  return id.length > 8 ? `${id.slice(0, 8)}…` : id;
}

function groupLine({ subject, peak }: Finding): string[] {
  if (subject.kind !== 'group') return [];
  const keys = subject.key.map(([name, value]) => `${printable(name)} ${brief(valueText(value), VALUE_LENGTH)}`);
  const window = subject.window ? [`${moment(subject.window.start)} to ${moment(subject.window.end)}`] : [];
  return [[...keys, ...window, ...(peak === null ? [] : [`peak ${peak}`])].join(', ')];
}

function missingLine({ missing }: Finding, style: Style): string[] {
  const names = missing.map(({ name, reason }) => `${brief(name, VALUE_LENGTH)} (${reason})`);
  return names.length === 0 ? [] : [`${style('yellow', 'missing:')} ${names.join(', ')}`];
}

/** Why an exempted one is let be. */
export function exemptionLine({ exemption }: Finding, style: Style): string[] {
  return exemption === null ? [] : [`${style('gray', 'because:')} ${brief(exemption, MESSAGE_LENGTH)}`];
}

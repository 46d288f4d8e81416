import type { CatalogAttribute, Counted } from '../../traces/node';
import {
  NO_OPERATION,
  percentKnown,
  type SignalSeen,
  type SignalsResult,
  type TenantSeen,
} from '../signals/signals-result';
import { type Column, table } from './columns';
import { problemText, skippedLines } from './pretty-notes';
import type { Style } from './style';
import { brief, counted, number, printable, valueText } from './text';

/** How long names, single values and all values of an attribute are at most. */
const NAME = 60;
const VALUE = 40;
const VALUES = 100;

/** What was seen, for people: signals and their tenants, then names and attributes; lists of at most `most` lines. */
export function* prettySignals(result: SignalsResult, style: Style, most: number): Generator<string> {
  yield* section(operationLines(result, style));
  if (most > 0 && result.operations) {
    yield* section(otherLines(result, style));
    yield* section(namesLines('service', 'spans', result.catalog.services, style, most));
    yield* section(namesLines('span', 'seen', result.catalog.spanNames, style, most));
    yield* section(namesLines('event', 'seen', result.catalog.eventNames, style, most));
    yield* section(attributeLines(result, style, most));
  }
  if (most > 0) yield* section(problemLines(result, style, most));
  yield* summaryLines(result, style).map((line) => `${line}\n`);
}

function* section(lines: readonly string[]): Generator<string> {
  if (lines.length > 0) yield `${lines.join('\n')}\n\n`;
}

function operationLines({ signals, least }: SignalsResult, style: Style): string[] {
  const seen = signals.filter(({ isOperation, tenant, possible }) => isOperation && tenant.count + possible > 0);
  const low = (tenant: TenantSeen) => (percentKnown(tenant) ?? 100) < (least ?? 100);
  const known = (title: string, of: (signal: SignalSeen) => TenantSeen): Column<SignalSeen> => ({
    title,
    text: (signal) => percentText(of(signal)),
    right: true,
    style: (text, signal) => (low(of(signal)) ? style('yellow', text) : text),
  });
  const columns: Column<SignalSeen>[] = [
    { title: 'operation', text: ({ name }) => brief(name, NAME) },
    { title: 'seen', text: ({ tenant }) => number(tenant.count), right: true },
    { title: 'tenant', text: ({ tenant }) => number(tenant.known), right: true },
    known('known', ({ tenant }) => tenant),
    { title: 'user’s tenant', text: ({ userTenant }) => number(userTenant.known), right: true },
    known('known', ({ userTenant }) => userTenant),
    ...(seen.some(({ possible }) => possible > 0) ? [possibleColumn] : []),
  ];
  return seen.length === 0 ? [] : table(columns, seen, style);
}

const possibleColumn: Column<SignalSeen> = {
  title: 'possible',
  text: ({ possible }) => number(possible),
  right: true,
};

/** Rounded down: only all is 100%. */
function percentText(seen: TenantSeen): string {
  const percent = percentKnown(seen);
  return percent === null ? '–' : `${Math.floor(percent)}%`;
}

function otherLines({ signals, undeclared }: SignalsResult, style: Style): string[] {
  const isSeen = ({ tenant, possible }: SignalSeen) => tenant.count + possible > 0;
  const others = signals.filter((signal) => !signal.isOperation && isSeen(signal));
  const unseen = [
    ...signals.filter((signal) => !isSeen(signal)).map(({ name }) => name),
    ...undeclared.filter(({ count }) => count === 0).map(({ name }) => name),
  ];
  const columns: Column<SignalSeen>[] = [
    { title: 'signal', text: ({ name }) => brief(name, NAME) },
    { title: 'seen', text: ({ tenant }) => number(tenant.count), right: true },
    { title: 'tenant', text: ({ tenant }) => number(tenant.known), right: true },
    ...(others.some(({ possible }) => possible > 0) ? [possibleColumn] : []),
    { title: 'declared in', text: ({ declaredIn }) => brief(declaredIn, NAME) },
  ];
  const lines = others.length === 0 ? [] : table(columns, others, style);
  const names = [...new Set(unseen)].map((name) => brief(name, NAME));
  return names.length === 0 ? lines : [...lines, `${style('gray', 'not seen:')} ${names.join(', ')}`];
}

function namesLines(title: string, count: string, names: readonly Counted[], style: Style, most: number): string[] {
  const columns: Column<Counted>[] = [
    { title, text: ({ name }) => brief(name, NAME) },
    { title: count, text: (each) => number(each.count), right: true },
  ];
  return names.length === 0 ? [] : limited(columns, names, style, most);
}

function attributeLines({ catalog: { attributes }, samples }: SignalsResult, style: Style, most: number): string[] {
  const columns: Column<CatalogAttribute>[] = [
    { title: 'attribute', text: ({ key }) => brief(key, NAME) },
    { title: 'on', text: ({ scope }) => scope },
    { title: 'seen', text: ({ count }) => number(count), right: true },
    { title: 'type', text: ({ types }) => types.join(' ') },
    ...(samples ? [{ title: 'values', text: valuesText }] : []),
  ];
  return attributes.length === 0 ? [] : limited(columns, attributes, style, most);
}

function valuesText({ values, moreValues }: CatalogAttribute): string {
  const texts = values.map((value) => (value === '' ? '""' : brief(valueText(value), VALUE)));
  return brief(`${texts.join(', ')}${moreValues ? ', …' : ''}`, VALUES);
}

function limited<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style, most: number): string[] {
  const more = rows.length - most;
  const lines = table(columns, rows.slice(0, most), style);
  return more > 0 ? [...lines, style('gray', `… and ${number(more)} more (--all lists them)`)] : lines;
}

function problemLines({ problems, inputs }: SignalsResult, style: Style, most: number): string[] {
  const lines = [...problems.map(problemText), ...skippedLines(inputs)];
  if (lines.length === 0) return [];
  const more = lines.length - most;
  return [
    style(['bold', 'yellow'], 'not read'),
    ...lines.slice(0, most).map((line) => `  ${line}`),
    ...(more > 0 ? [`  … and ${number(more)} more (--all lists them)`] : []),
  ];
}

function summaryLines({ traces, spans, operations, signals, least, below }: SignalsResult, style: Style): string[] {
  const seen = operations
    ? [['operation', operations] as const]
    : signals.map(({ name, tenant }) => [name, tenant] as const);
  const read = style('gray', `(${counted(traces, 'trace')}, ${counted(spans, 'span')})`);
  const lines = seen.map(([name, tenant]) => `${knownText(name, tenant)}  ${read}`);
  if (least === null || below.length === 0) return lines;
  const which =
    below[0] === NO_OPERATION ? 'there is no operation at all' : below.map((name) => brief(name, NAME)).join(', ');
  return [...lines, style('red', `less than --min-coverage ${least}: ${which}`)];
}

function knownText(name: string, tenant: TenantSeen): string {
  const what = name === 'operation' ? counted(tenant.count, 'operation') : `${number(tenant.count)} ${printable(name)}`;
  if (tenant.count === 0) return `no ${name === 'operation' ? 'operation' : printable(name)} seen`;
  return `tenant known on ${percentText(tenant)} of ${what}`;
}

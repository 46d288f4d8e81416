import type { AggregateFunction, ValuePlan } from '../../engine';
import { ATTRIBUTE_SCOPES, isIntrinsic, NAVIGATION_SCOPES } from '../names/intrinsics';
import { lookUpSignal, lookUpValue } from '../names/lookup';
import { joinSegments, type Segment } from '../syntax/path';
import { type Term, termOf } from '../syntax/term';
import { type Context, report, warn } from './context';
import { bindingOf, FAILED, readOn } from './names';
import { compileSearch, domainOf, unchain } from './search';
import { compileValue } from './value';

const OF_OCCURRENCES: ReadonlySet<string> = new Set<AggregateFunction>(['count', 'rate', 'concurrent', 'gap', 'share']);
const OF_VALUES: ReadonlySet<string> = new Set<AggregateFunction>([
  'sum',
  'avg',
  'min',
  'max',
  'p50',
  'p90',
  'p95',
  'p99',
  'distinct',
  'only',
]);

export const AGGREGATES: readonly string[] = [...OF_OCCURRENCES, ...OF_VALUES];

/** Whether a chain such as `trace.count(S).where(c)` is an aggregate. */
export function isAggregateChain(term: Term): boolean {
  const { head } = unchain(term);
  return head.kind === 'call' && (OF_OCCURRENCES.has(head.method) || OF_VALUES.has(head.method));
}

export function compileAggregate(term: Term, context: Context): ValuePlan {
  const { head, links } = unchain(term);
  if (head.kind !== 'call') return FAILED;
  const domain = domainOf(head.receiver, context);
  if (!domain) {
    report(context, head.node, 'receiver', `${head.method}(…) counts in “trace” or in a binding, not in this.`);
    return FAILED;
  }
  const first = head.args[0];
  if (!first || head.args.slice(1).some((arg) => arg.name !== 'by' || head.method !== 'share')) {
    report(
      context,
      head.node,
      'arguments',
      `${head.method}(…) takes ${OF_VALUES.has(head.method) ? 'a signal’s attribute, such as database.query.tenant_id' : 'a signal'}.`,
    );
    return FAILED;
  }
  if (head.method === 'rate' && !context.inWindow) {
    warn(
      context,
      head.node,
      'rate-without-window',
      'rate(…) is always unknown without a window: write “per KEY window 1min”.',
    );
  }
  const target = termOf(first.value);
  const split = OF_VALUES.has(head.method) ? splitAttribute(target, context) : { signal: target, attribute: null };
  if (!split) {
    report(
      context,
      first.node,
      'attribute-expected',
      `${head.method}(…) takes a signal’s attribute: write ${head.method}(SIGNAL.ATTRIBUTE).`,
    );
    return FAILED;
  }
  const compiled = compileSearch(split.signal, first.alias, links, domain, context);
  if (!compiled) return FAILED;
  const { search, inside } = compiled;
  const value = split.attribute ? readOn(inside.occurrence!, split.attribute, target.node, inside, 'number') : null;
  const byArgument = head.args.find((arg) => arg.name === 'by');
  const by = byArgument ? compileValue(byArgument.value, inside) : null;
  if (head.method === 'share' && !by)
    report(context, head.node, 'arguments', 'share(…) takes what to divide by: share(SIGNAL, by = tenant_id).');
  return { op: 'aggregate', function: head.method as AggregateFunction, search, value, by };
}

/**
 * Splits `S.a`: S is the longest prefix that is a binding or a declared signal; else the first split whose
 * rest is a declared name, a scope or an intrinsic; else the last segment is the attribute.
 */
function splitAttribute(term: Term, context: Context): { signal: Term; attribute: readonly Segment[] } | null {
  if (term.kind === 'member') return { signal: term.of, attribute: term.segments };
  if (term.kind !== 'name' || term.segments.length < 2) return null;
  const { segments } = term;
  const at = (length: number) => ({
    signal: { ...term, segments: segments.slice(0, length) },
    attribute: segments.slice(length),
  });
  for (let length = segments.length - 1; length > 0; length--) {
    if (isSignal(segments.slice(0, length), context)) return at(length);
  }
  for (let length = 1; length < segments.length; length++) {
    if (isReadable(segments.slice(length), context)) return at(length);
  }
  return at(segments.length - 1);
}

function isSignal(segments: readonly Segment[], context: Context): boolean {
  const name = joinSegments(segments);
  if (name === 'span' || name === 'event') return true;
  return bindingOf(segments, context)?.rest.length === 0 || lookUpSignal(context.scope, name).declared !== null;
}

function isReadable(segments: readonly Segment[], context: Context): boolean {
  const name = joinSegments(segments);
  const scoped =
    segments.length > 1 && (ATTRIBUTE_SCOPES.has(segments[0]!.text) || NAVIGATION_SCOPES.has(segments[0]!.text));
  return scoped || isIntrinsic(name) || lookUpValue(context.scope, name).declared !== null;
}

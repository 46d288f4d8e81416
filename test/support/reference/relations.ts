import { nanoseconds } from './names';
import { eventOf, type Occurrence, type PlainSpan, sameOccurrence, startOf, type Trace } from './spans';
import { and, type Truth } from './values';

/** A relation as written: `child_of(q)`, `between(a, q)`, `within(5s, q)`. */
export interface Relation {
  readonly name: string;
  /** A length of time, in `within`. */
  readonly duration: string | undefined;
  /** The bindings that stand in it. */
  readonly to: readonly string[];
}

const STRUCTURE = ['child_of', 'parent_of', 'descendant_of', 'ancestor_of', 'sibling_of', 'same_span'];
const TIME = ['before', 'after', 'starts_before', 'starts_after', 'during', 'between', 'within'];
export const RELATIONS: readonly string[] = [...STRUCTURE, ...TIME];

const endOf = (o: Occurrence): bigint => eventOf(o)?.time ?? o.span.end;
const sameSpan = (a: Occurrence, b: Occurrence): boolean => a.span === b.span;

/** Whether `o` stands in the relation to what the bindings hold. */
export function related(
  { name, duration }: Relation,
  o: Occurrence,
  [q, other]: readonly Occurrence[],
  trace: Trace,
): Truth {
  if (sameOccurrence(o, q!) || (other && sameOccurrence(o, other))) return false;
  if (STRUCTURE.includes(name)) return trace.spans.includes(q!.span) && structure(name, o.span, q!.span, trace);
  if (name === 'between') return and([before(q!, o), before(o, other!)]);
  const apart = startOf(o) - startOf(q!);
  if (name === 'within') return (apart < 0n ? -apart : apart) <= nanoseconds(duration!);
  if (name === 'before') return before(o, q!);
  if (name === 'after') return before(q!, o);
  if (name === 'starts_before') return startsBefore(o, q!);
  if (name === 'starts_after') return startsBefore(q!, o);
  if (sameSpan(o, q!) && o.event !== null && q!.event !== null) return false;
  return startOf(o) >= startOf(q!) && endOf(o) <= endOf(q!) && !before(q!, o);
}

/** Two events of one span are in recorded order, whatever their times. */
function startsBefore(a: Occurrence, b: Occurrence): boolean {
  if (sameSpan(a, b) && a.event !== null && b.event !== null) return a.event < b.event;
  return startOf(a) < startOf(b);
}

/** What ends exactly as the other starts is before it; what starts at the same instant is neither. */
function before(a: Occurrence, b: Occurrence): boolean {
  const recorded = sameSpan(a, b) && a.event !== null && b.event !== null;
  return startsBefore(a, b) && (recorded || endOf(a) <= startOf(b));
}

function structure(name: string, a: PlainSpan, b: PlainSpan, trace: Trace): Truth {
  if (name === 'same_span') return a === b;
  if (a === b) return false;
  if (name === 'parent_of') return structure('child_of', b, a, trace);
  if (name === 'ancestor_of') return structure('descendant_of', b, a, trace);
  const parent = trace.parent(a);
  if (name === 'sibling_of') {
    const parents = [parent, trace.parent(b)];
    if (parents.includes('none')) return false;
    return parents.includes('missing') ? 'unknown' : parents[0] === parents[1];
  }
  if (parent === 'missing') return 'unknown';
  if (parent === 'none') return false;
  if (parent === b) return true;
  return name === 'descendant_of' && structure(name, parent, b, trace);
}

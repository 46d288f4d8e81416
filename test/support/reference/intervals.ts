import type * as ast from '../../../language/generated/ast';
import { read } from './evaluate';
import { declaredName, type Names } from './names';
import { inside, member, type Scope, type Signal, signalOf } from './reading';
import { type Interval, type Occurrence, startOf } from './spans';
import { and, compare, isList, keyText, or, present, type Scalar, type Truth, type Value } from './values';

interface Term {
  readonly term: ast.IntervalTerm;
  readonly names: Names;
}

/** The intervals that a signal can match and that begin with one of these occurrences. */
export function intervalsOf(scope: Scope, signal: Signal, occurrences: readonly Occurrence[]): Occurrence[] {
  return termsOf(signal, []).flatMap(({ term, names }) => {
    const from = signalOf(names, declaredName(term.start));
    return occurrences
      .filter((o) => member(scope, from, o) !== false)
      .map((o) => ({ ...o, interval: { term, end: endOfInterval(scope, term, names, o) } }));
  });
}

/** Every `from … until …` that a signal is made of, each once. */
function termsOf(signal: Signal, seen: Term[]): Term[] {
  if (signal.declared === undefined) return seen;
  const { declaration, names } = signal.declared;
  const visit = (term: ast.Term): void => {
    if (term.$type === 'GroupTerm') term.terms.forEach(visit);
    if (term.$type === 'SignalTerm') termsOf(signalOf(names, declaredName(term.signal)), seen);
    if (term.$type === 'IntervalTerm' && !seen.some((s) => s.term === term)) seen.push({ term, names });
  };
  declaration.terms.forEach(visit);
  return seen;
}

function endOfInterval(scope: Scope, term: ast.IntervalTerm, names: Names, from: Occurrence): Interval['end'] {
  const keys = keysOn(scope, term, names, signalOf(names, declaredName(term.start)), from);
  if (keys.some((key) => key.is === 'absent')) return 'open';
  if (keys.some((key) => key.is === 'unknowable')) return 'unknown';
  const until = signalOf(names, declaredName(term.end));
  const ends = scope.traces
    .flatMap((t) => t.occurrences)
    .filter((o) => isLater(o, from))
    .map((o) => {
      const others = keysOn(scope, term, names, until, o);
      return { at: startOf(o), truth: and([member(scope, until, o), ...keys.map((k, i) => sameKey(k, others[i]!))]) };
    })
    .filter(({ truth }) => truth !== false)
    .toSorted((a, b) => Number(a.at - b.at));
  const [first] = ends;
  if (first === undefined) return 'open';
  return ends.some(({ at, truth }) => at === first.at && truth === true) ? first.at : 'unknown';
}

const isLater = (o: Occurrence, from: Occurrence): boolean =>
  startOf(o) > startOf(from) ||
  (startOf(o) === startOf(from) &&
    o.span === from.span &&
    o.event !== null &&
    from.event !== null &&
    o.event > from.event);

const keysOn = (scope: Scope, term: ast.IntervalTerm, names: Names, signal: Signal, occurrence: Occurrence): Value[] =>
  term.keys.map((key) => read(inside(scope, names, { occurrence, signal }), key));

/** As `==` of groups' keys: what can't be compared differs. */
function sameKey(a: Value, b: Value): Truth {
  if (a.is === 'absent' || b.is === 'absent') return false;
  if (a.is === 'unknowable' || b.is === 'unknowable') return 'unknown';
  return or(elements(a.content as Scalar).map((x) => elements(b.content as Scalar).includes(x)));
}

function elements(content: Scalar | readonly Scalar[]): string[] {
  const all = isList(content) ? content : [content];
  return all.filter((x) => compare('==', present(x), present(x)) === true).map(keyText);
}

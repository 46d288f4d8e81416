import type * as ast from '../../../language/generated/ast';
import { read } from './evaluate';
import { type Names, nameOf } from './names';
import { declarationScope, member, type Signal, signalOf, type World } from './reading';
import type { Occurrence } from './spans';
import { and, elements, equalsItself, keyText, or, type Truth, type Value } from './values';

/** The intervals that a signal can match. */
export function intervalsOf(world: World, signal: Signal): Occurrence[] {
  if (signal.declared === undefined) return [];
  const { declaration, names } = signal.declared;
  const ofTerm = (term: ast.Term): Occurrence[] => {
    if (term.$type === 'GroupTerm') return term.terms.flatMap(ofTerm);
    if (term.$type === 'SignalTerm') return intervalsOf(world, signalOf(names, nameOf(term.signal)));
    if (term.$type === 'OccurrenceTerm') return [];
    const found = world.intervals.get(term) ?? makeIntervals(world, term, names);
    world.intervals.set(term, found);
    return found;
  };
  return [...new Set(declaration.terms.flatMap(ofTerm))];
}

function makeIntervals(world: World, term: ast.IntervalTerm, names: Names): Occurrence[] {
  const [start, until] = [signalOf(names, nameOf(term.start)), signalOf(names, nameOf(term.end))];
  const keysOn = (occurrence: Occurrence, signal: Signal): Value[] =>
    term.keys.map((key) => read(declarationScope(world, names, { occurrence, signal }), key));
  const endOf = (from: Occurrence): Occurrence['end'] => {
    const keys = keysOn(from, start);
    if (keys.some((key) => key.is === 'absent')) return 'open';
    if (keys.some((key) => key.is === 'unknowable')) return 'unknown';
    const ends = world.all
      .filter((o) => isLater(o, from))
      .map((o) => {
        const others = keysOn(o, until);
        return {
          at: o.start,
          truth: and([member(world, until, o), ...keys.map((key, i) => sameKey(key, others[i]!))]),
        };
      });
    const [first] = ends.filter(({ truth }) => truth !== false).toSorted((a, b) => Number(a.at - b.at));
    if (first === undefined) return 'open';
    return ends.some(({ at, truth }) => at === first.at && truth === true) ? first.at : 'unknown';
  };
  return world.all
    .filter((o) => member(world, start, o) !== false)
    .map((from) => ({ ...from, from, term, end: endOf(from) }));
}

const isLater = (o: Occurrence, from: Occurrence): boolean =>
  o.start > from.start ||
  (o.start === from.start && o.span === from.span && (o.event ?? -1) > (from.event ?? Infinity));

/** As `==` of groups' keys: what can't be compared differs. */
function sameKey(a: Value, b: Value): Truth {
  if (a.is === 'unknowable' || b.is === 'unknowable') return a.is === 'absent' || b.is === 'absent' ? false : 'unknown';
  if (a.is === 'absent' || b.is === 'absent') return false;
  const texts = (value: typeof a): string[] => elements(value.content).filter(equalsItself).map(keyText);
  return or(texts(a).map((text) => texts(b).includes(text)));
}

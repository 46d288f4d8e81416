import type * as ast from '../../../language/generated/ast';
import { read } from './evaluate';
import { path, spell } from './names';
import { among, member, type Place, type Scope, type Signal, sameSignal, signalOf } from './reading';
import type { Rule } from './rule';
import { inOrder, isIncomplete, isSampled, type Occurrence, rootsOf, type Span } from './spans';
import { type Content, elements, equalsItself, keyText, least, present, type Value } from './values';

/** What gets a verdict; for sliding windows one window, and a run of them makes a subject. */
export interface Subject {
  readonly members: readonly Occurrence[];
  readonly candidates: (signal: Signal) => readonly Occurrence[];
  readonly q?: Place;
  /** The whole group, where this is it, a window of it or an occurrence in it. */
  readonly group?: object;
  readonly keys: ReadonlyMap<string, Value>;
  /** (start, end] if it slides, [start, end) if it tumbles. */
  readonly window?: readonly [start: bigint, end: bigint];
  /** What the whole group has. */
  readonly whole: (signal: Signal) => readonly Occurrence[];
  readonly incomplete: boolean;
  readonly cut: boolean;
  /** Shown where nothing else is. */
  readonly fallback: Occurrence;
}

export function subjectsOf(
  rule: Rule,
  scope: Scope,
  signals: readonly Signal[],
): { subjects: Subject[]; unkeyed: number } {
  const { traces } = scope.world;
  const { groups, unkeyed } =
    rule.per.length > 0 ? groupsOf(rule, scope, signals) : { groups: traces.map((t) => ofTrace(scope, t)), unkeyed: 0 };
  const windows = rule.window ? groups.flatMap((group) => windowsOf(rule, scope, group)) : groups;
  return { subjects: rule.each ? windows.flatMap((subject) => eachOf(rule, scope, subject)) : windows, unkeyed };
}

function ofTrace({ world }: Scope, trace: readonly Span[]): Subject {
  const members = world.all.filter((o) => o.span.trace === trace);
  const candidates = (signal: Signal): Occurrence[] => among(world, signal, members);
  const roots = rootsOf(trace);
  const fallback = roots.length === 1 ? roots[0]! : trace.toSorted(inOrder)[0]!;
  const incomplete = isIncomplete(trace);
  return { members, candidates, whole: candidates, keys: new Map(), incomplete, cut: false, fallback };
}

function eachOf(rule: Rule, { world }: Scope, subject: Subject): Subject[] {
  const signal = signalOf(rule.names, spell(rule.each!.of.signal));
  const found = subject.candidates(signal).filter((o) => member(world, signal, o) !== false);
  // beside `window` each q is judged once: in the window that ends at its start, or that it stands in
  const isHere = (o: Occurrence): boolean => !subject.window || rule.window!.tumbling || o.start === subject.window[1];
  return found.filter(isHere).map((occurrence) => ({ ...subject, q: { occurrence, signal } }));
}

// ── groups

interface Member {
  readonly signal: Signal;
  readonly occurrence: Occurrence;
  readonly key: readonly Content[];
}

function groupsOf(rule: Rule, scope: Scope, signals: readonly Signal[]): { groups: Subject[]; unkeyed: number } {
  const { world } = scope;
  const found = signals.flatMap((signal) =>
    among(world, signal, world.all)
      .filter((occurrence) => member(world, signal, occurrence) !== false)
      .map((occurrence) => ({ signal, occurrence, keys: keysOf(rule, scope, { occurrence, signal }) })),
  );
  const members = found.flatMap(({ keys, ...m }) => keys.map((key): Member => ({ ...m, key })));
  const groups = [...Map.groupBy(members, ({ key }) => JSON.stringify(key.map(keyText))).values()];
  const unkeyed = new Set(found.filter(({ keys }) => keys.length === 0).map((m) => m.occurrence)).size;
  return { groups: groups.map((group) => ofGroup(rule, group)), unkeyed };
}

/** Every combination of the keys that an occurrence has; a list gives each of its elements. */
const keysOf = (rule: Rule, scope: Scope, here: Place): Content[][] =>
  rule.per
    .map((key) => read({ ...scope, here, subjectLevel: false }, key))
    .reduce<Content[][]>(
      (all, value) => {
        // what equals nothing, not even itself, is no key
        const usable = value.is === 'present' ? elements(value.content).filter(equalsItself) : [];
        const each = usable.filter((x, i) => usable.findIndex((y) => keyText(x) === keyText(y)) === i);
        return all.flatMap((before) => each.map((x) => [...before, x]));
      },
      [[]],
    );

function ofGroup(rule: Rule, group: readonly Member[]): Subject {
  const members = [...new Set(group.map((m) => m.occurrence))].sort(inOrder);
  const candidates = (signal: Signal): Occurrence[] =>
    group.filter((m) => sameSignal(m.signal, signal)).map((m) => m.occurrence);
  // 1 and "1" are one key: it is shown, and compared, as the earliest member has it
  const { key } = group.toSorted((a, b) => inOrder(a.occurrence, b.occurrence))[0]!;
  const keys = new Map(rule.per.map((expr, i) => [keyName(expr), present(key[i]!)]));
  const incomplete = members.some(({ span }) => isIncomplete(span.trace) || isSampled(span.trace));
  return {
    members,
    candidates,
    whole: candidates,
    group: members,
    keys,
    incomplete,
    cut: false,
    fallback: members[0]!,
  };
}

/** As written; a back-quoted name without its quotes. */
const keyName = (expr: ast.Expr): string =>
  expr.$type === 'Reference' ? spell(path(expr.path)) : (expr.$cstNode?.text ?? '');

// ── windows

function windowsOf(rule: Rule, { world }: Scope, group: Subject): Subject[] {
  const { size, tumbling } = rule.window!;
  const earliest = least(world.traces.flat().map((s) => s.start));
  const begins = group.members.map(({ start }) => (tumbling ? (start / size) * size : start - size));
  const distinct = [...new Set(begins)].sort((a, b) => (a < b ? -1 : 1));
  return distinct.map((start) => {
    const window = [start, start + size] as const;
    const isIn = ({ start: t }: Occurrence): boolean =>
      tumbling ? t >= window[0] && t < window[1] : t > window[0] && t <= window[1];
    const members = group.members.filter(isIn);
    const candidates = (signal: Signal): Occurrence[] => group.candidates(signal).filter(isIn);
    return { ...group, members, candidates, window, cut: start < earliest, fallback: members[0]! };
  });
}

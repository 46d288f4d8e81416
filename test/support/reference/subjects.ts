import type * as ast from '../../../language/generated/ast';
import { read, wholeInput } from './evaluate';
import { intervalsOf } from './intervals';
import { nanoseconds, path, spell } from './names';
import { type Domain, member, type Place, type Scope, type Signal, sameSignal, signalOf } from './reading';
import type { Rule } from './rule';
import { inOrder, type Occurrence, sameOccurrence, startOf, type Trace } from './spans';
import { compare, isList, keyText, present, type Scalar, type Value } from './values';

/** What gets a verdict; for sliding windows one window, and a run of them makes a subject. */
export interface Subject {
  readonly domain: Domain;
  readonly q: Place | undefined;
  readonly trace: Trace | undefined;
  /** The whole group, where the domain is it or a window of it. */
  readonly group: Domain | undefined;
  readonly keys: ReadonlyMap<string, Value>;
  /** (start, end] if it slides, [start, end) if it tumbles. */
  readonly window: readonly [start: bigint, end: bigint] | null;
  readonly incomplete: boolean;
  readonly cut: boolean;
}

interface Subjects {
  readonly subjects: readonly Subject[];
  readonly unkeyed: number;
}

export function subjectsOf(rule: Rule, scope: Scope, signals: readonly Signal[]): Subjects {
  const { subjects, unkeyed } =
    rule.per.length > 0
      ? groupsOf(rule, scope, signals)
      : { subjects: scope.traces.map((t) => ofTrace(scope, t)), unkeyed: 0 };
  const windows = rule.window === undefined ? subjects : subjects.flatMap((group) => windowsOf(rule, scope, group));
  return { subjects: rule.each === undefined ? windows : windows.flatMap((s) => eachOf(rule, scope, s)), unkeyed };
}

const NO_KEYS: ReadonlyMap<string, Value> = new Map();

function ofTrace(scope: Scope, trace: Trace): Subject {
  const members = trace.occurrences;
  const domain = {
    isGroup: false,
    members,
    candidates: (signal: Signal) => [...members, ...intervalsOf(scope, signal, members)],
  };
  return {
    domain,
    q: undefined,
    trace,
    group: undefined,
    keys: NO_KEYS,
    window: null,
    incomplete: trace.incomplete,
    cut: false,
  };
}

function eachOf(rule: Rule, scope: Scope, subject: Subject): Subject[] {
  const signal = signalOf(rule.names, spell(rule.each!.of.signal));
  const found = subject.domain.candidates(signal).filter((o) => member(scope, signal, o) !== false);
  // beside `window` each q is judged once: in the window that ends at its start, or that it stands in
  const here = found.filter(
    (o) => subject.window === null || rule.window!.tumbling || startOf(o) === subject.window[1],
  );
  return here.map((occurrence) => ({ ...subject, q: { occurrence, signal } }));
}

// ── groups

interface Member {
  readonly signal: Signal;
  readonly occurrence: Occurrence;
  readonly key: readonly Scalar[];
}

function groupsOf(rule: Rule, scope: Scope, signals: readonly Signal[]): Subjects {
  const found = signals.flatMap((signal) =>
    wholeInput(scope, signal)
      .filter((occurrence) => member(scope, signal, occurrence) !== false)
      .map((occurrence) => ({ signal, occurrence, keys: keysOf(rule, scope, { occurrence, signal }) })),
  );
  const unkeyed = distinctOccurrences(found.filter(({ keys }) => keys.length === 0).map((m) => m.occurrence));
  const members = found.flatMap(({ keys, ...m }) => keys.map((key): Member => ({ ...m, key })));
  const groups = Map.groupBy(members, ({ key }) => JSON.stringify(key.map(keyText)));
  const names = rule.per.map(keyName);
  const subjects = [...groups.values()].map((group) => {
    // 1 and "1" are one key: it is shown, and compared, as the earliest member has it
    const [first] = group.toSorted((a, b) => inOrder(a.occurrence, b.occurrence));
    return ofGroup(scope, new Map(names.map((name, i) => [name, present(first!.key[i]!)])), group);
  });
  return { subjects, unkeyed: unkeyed.length };
}

/** As written; a back-quoted name without its quotes. */
const keyName = (expr: ast.Expr): string =>
  expr.$type === 'Reference' ? spell(path(expr.path)) : (expr.$cstNode?.text ?? '');

/** Every combination of the keys that an occurrence has; a list gives each of its elements. */
function keysOf(rule: Rule, scope: Scope, here: Place): Scalar[][] {
  const values = rule.per.map((key) => read({ ...scope, here, subjectLevel: false }, key));
  return values.reduce<Scalar[][]>(
    (all, value) => {
      if (value.is !== 'present') return [];
      const content = value.content as Scalar | readonly Scalar[];
      // what equals nothing, not even itself, is no key
      const usable = (isList(content) ? content : [content]).filter(
        (x) => compare('==', present(x), present(x)) === true,
      );
      const elements = usable.filter((x, i) => usable.findIndex((y) => keyText(x) === keyText(y)) === i);
      return all.flatMap((before) => elements.map((x) => [...before, x]));
    },
    [[]],
  );
}

function domainOf(members: readonly Member[]): Domain {
  return {
    isGroup: true,
    members: distinctOccurrences(members.map((m) => m.occurrence)),
    candidates: (signal) => members.filter((m) => sameSignal(m.signal, signal)).map((m) => m.occurrence),
  };
}

function ofGroup(scope: Scope, keys: ReadonlyMap<string, Value>, members: readonly Member[]): Subject {
  const domain = domainOf(members);
  const traces = scope.traces.filter((t) => domain.members.some((o) => t.spans.includes(o.span)));
  const incomplete = traces.some((t) => t.incomplete || t.sampled);
  return { domain, q: undefined, trace: undefined, group: domain, keys, window: null, incomplete, cut: false };
}

const distinctOccurrences = (all: readonly Occurrence[]): Occurrence[] =>
  all.filter((o, i) => all.findIndex((other) => sameOccurrence(o, other)) === i);

// ── windows

function windowsOf(rule: Rule, scope: Scope, group: Subject): Subject[] {
  const size = nanoseconds(rule.window!.size);
  const earliest = scope.traces.flatMap((t) => t.spans.map((s) => s.start)).reduce((a, b) => (a < b ? a : b));
  const starts = group.domain.members.map(startOf);
  const bounds = starts.map((t) => (rule.window!.tumbling ? (t / size) * size : t - size));
  const distinct = [...new Set(bounds)].sort((a, b) => (a < b ? -1 : 1));
  return distinct.map((start) => {
    const end = start + size;
    const within = (t: bigint): boolean => (rule.window!.tumbling ? t >= start && t < end : t > start && t <= end);
    return { ...group, domain: windowed(group.domain, within), window: [start, end], cut: start < earliest };
  });
}

function windowed(group: Domain, within: (t: bigint) => boolean): Domain {
  const keep = (all: readonly Occurrence[]): Occurrence[] => all.filter((o) => within(startOf(o)));
  return { isGroup: true, members: keep(group.members), candidates: (signal) => keep(group.candidates(signal)) };
}

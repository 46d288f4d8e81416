import type * as ast from '../../../language/generated/ast';
import { deciders, peakOf } from './deciders';
import { at, truth } from './evaluate';
import { literally } from './functions';
import { idText, type Names, namesOf } from './names';
import { among, anyOf, member, type Scope, type Signal, sameSignal, type World } from './reading';
import { allSignals, linkedSignals, obligationSignals, type Rule, ruleOf } from './rule';
import { idOf, inOrder, type Occurrence, type Span, withEvents } from './spans';
import { type Subject, subjectsOf } from './subjects';
import { textsOf } from './texts';
import { and, type Content, not, type Truth } from './values';

export type Verdict = 'held' | 'violated' | 'unproven' | 'exempted' | 'indeterminate';

/** One verdict that a report lists; `held` is only counted. */
export interface Listed {
  readonly verdict: Verdict;
  readonly kind: 'trace' | 'occurrence' | 'group';
  /** `name=value`, as text. */
  readonly key: readonly string[];
  readonly window: readonly [start: bigint, end: bigint] | null;
  /** `trace span`, and an event's name behind it. */
  readonly witnesses: readonly string[];
  readonly message: string;
  /** `name=value`, as text. */
  readonly context: readonly string[];
  /** Of a violated run, how far it went. */
  readonly peak: number | null;
}

export interface RuleResult extends Record<Verdict | 'checked' | 'unkeyed' | 'exercised', number> {
  readonly id: string;
  readonly vacuous: boolean;
  /** Signals and names that nothing in the input matched. */
  readonly unseen: readonly string[];
  readonly listed: readonly Listed[];
}

export interface ReferenceOptions {
  readonly assumeComplete?: boolean;
  readonly params?: ReadonlyMap<string, string>;
  /** The names of `std/otel`. */
  readonly std?: Names;
  /** The data files that rules load, by the path they write. */
  readonly data?: ReadonlyMap<string, Content>;
}

/** Judges every rule of one rule file, slowly. */
export function judgeByReference(
  text: string,
  traces: readonly (readonly Span[])[],
  options: ReferenceOptions = {},
): RuleResult[] {
  const file = namesOf(text, options.std ? [options.std] : []);
  const nodes = file.own.filter((d): d is ast.Rule => d.$type === 'Rule');
  return nodes.map((node) => {
    const rule = ruleOf(node, file);
    const world: World = {
      ...{ traces, file, letters: rule.letters, intervals: new Map() },
      all: traces.flat().flatMap(withEvents),
      params: options.params ?? new Map(),
      data: (path) => options.data!.get(path)!,
      assumeComplete: options.assumeComplete === true,
      seconds: rule.window ? Number(rule.window.size) / 1e9 : Number.NaN,
    };
    return judgeRule(rule, world, file);
  });
}

/** A subject, or the run of windows that makes one, with its verdict. */
interface Unit {
  readonly subject: Subject;
  readonly verdict: Verdict | 'not applicable';
  readonly window?: Subject['window'];
  readonly peak: number | null;
  readonly shown: readonly Occurrence[];
}

function judgeRule(rule: Rule, world: World, names: Names): RuleResult {
  const scope: Scope = {
    ...{ world, names, subjectLevel: true, bindings: new Map(), keys: new Map(), isGroup: rule.per.length > 0 },
    ...{ candidates: () => [], finds: () => true, missing: false },
  };
  const signals = allSignals(rule);
  const { subjects, unkeyed } = subjectsOf(rule, scope, signals);
  const units = merged(
    rule,
    scope,
    subjects.map((subject) => ({ subject, verdict: verdictOf(rule, scope, subject) })),
  ).map(({ subject, verdict, window, peak }) => {
    const shown = witnessesOf(rule, scope, subject, verdict);
    return { subject, verdict: exempted(rule, scope, verdict, shown), window, peak, shown };
  });
  const ofVerdict = (verdict: Verdict): number => units.filter((u) => u.verdict === verdict).length;
  const checked = units.filter((u) => u.verdict !== 'indeterminate');
  const exercised = checked.filter((u) => isExercised(rule, world, u.subject)).length;
  const isUndeclared = obligationSignals(rule)
    .flat()
    .some((s) => !s.declared);
  return {
    id: rule.id,
    ...{ checked: checked.length, exercised, unkeyed },
    ...{ held: ofVerdict('held'), violated: ofVerdict('violated'), unproven: ofVerdict('unproven') },
    ...{ exempted: ofVerdict('exempted'), indeterminate: ofVerdict('indeterminate') },
    vacuous: checked.length === 0 || (exercised === 0 && isUndeclared),
    unseen: signals
      .filter((s) => among(world, s, world.all).every((o) => member(world, s, o) === false))
      .map((s) => s.name),
    listed: units
      .filter((u) => u.verdict !== 'held')
      .map((u) => listedOf(rule, scope, u as Unit & { verdict: Verdict })),
  };
}

// ── one subject

/** What the trigger of a subject is read in, and with `obliges` its obligations. */
function scopeOf(rule: Rule, scope: Scope, subject: Subject, obliges: boolean): Scope {
  const { q, keys, candidates, group, fallback } = subject;
  const isMissing = subject.cut || (obliges && subject.incomplete);
  return {
    ...{ ...scope, keys, candidates },
    missing: isMissing && !scope.world.assumeComplete,
    here: q ?? (group ? undefined : { occurrence: fallback }),
    bindings: new Map(q ? [[rule.each!.as, q]] : []),
    finds: (o) => obliges || rule.each !== undefined || isOfServices(rule, o),
  };
}

function isOfServices({ services }: Rule, { span }: Occurrence): boolean {
  const service = String(span.resource.get('service.name') ?? '');
  const isLike = (glob: string): boolean =>
    new RegExp(`^${glob.split('*').map(literally).join('.*')}$`, 's').test(service);
  return services.length === 0 || services.some(isLike);
}

/** The conditions of a trigger, each with what it is read in. */
function triggers(rule: Rule, scope: Scope, subject: Subject): [Scope, ast.Expr][] {
  const inside = scopeOf(rule, scope, subject, false);
  const { each } = rule;
  const narrowings = (each?.of.wheres ?? []).map((c): [Scope, ast.Expr] => [at(inside, subject.q!, each!.of.alias), c]);
  const where = (each?.where ?? []).map((c): [Scope, ast.Expr] => [{ ...inside, subjectLevel: false }, c]);
  return [...narrowings, ...where, ...rule.when.map((c): [Scope, ast.Expr] => [inside, c])];
}

function verdictOf(rule: Rule, scope: Scope, subject: Subject): Unit['verdict'] {
  const { q } = subject;
  const selects = q
    ? isOfServices(rule, q.occurrence) && member(scope.world, q.signal!, q.occurrence)
    : rule.when.length > 0 || subject.members.some((o) => isOfServices(rule, o));
  if (selects === false) return 'not applicable';
  const trigger = and([selects, ...triggers(rule, scope, subject).map(([inside, c]) => truth(inside, c))]);
  if (trigger !== true) return trigger === false ? 'not applicable' : 'indeterminate';
  const all = outcomes(rule, scopeOf(rule, scope, subject, true));
  return all.includes(false) ? 'violated' : all.includes('unknown') ? 'unproven' : 'held';
}

/** Of each obligation whether it is met. */
const outcomes = (rule: Rule, scope: Scope): Truth[] =>
  rule.obligations.map((o) => (o.kind === 'always' ? truth(scope, o.condition) : not(truth(scope, o.condition))));

/** Whether the trace or group has at least a possible match of some signal that an obligation names. */
function isExercised(rule: Rule, world: World, subject: Subject): boolean {
  const named = obligationSignals(rule);
  const isLinked = (s: Signal): boolean => linkedSignals(rule).some((other) => sameSignal(s, other));
  const searched = (s: Signal): readonly Occurrence[] => (isLinked(s) ? among(world, s, world.all) : subject.whole(s));
  const isMatched = (s: Signal): boolean => searched(s).some((o) => member(world, s, o) !== false);
  return named.some((s) => s.length === 0) || named.flat().some(isMatched);
}

// ── what is listed

type Judged = Pick<Unit, 'subject' | 'verdict'>;
type Run = Judged & Pick<Unit, 'peak' | 'window'> & { readonly verdict: Verdict };

/** Overlapping consecutive windows of one verdict are one run; a sliding window is shown from its earliest occurrence. */
function merged(rule: Rule, scope: Scope, judged: readonly Judged[]): Run[] {
  const slides = rule.window?.tumbling === false;
  const continues = (one: Judged | undefined, next: Judged): boolean =>
    slides &&
    !rule.each &&
    one !== undefined &&
    one.verdict === next.verdict &&
    one.subject.group === next.subject.group &&
    next.subject.window![0] < one.subject.window![1];
  const runs: Judged[][] = [];
  for (const [i, next] of judged.entries()) {
    if (next.verdict !== 'not applicable' && continues(judged[i - 1], next)) runs.at(-1)!.push(next);
    else runs.push([next]);
  }
  return runs.flatMap((run): Run[] => {
    const { subject, verdict } = run[0]!;
    if (verdict === 'not applicable') return [];
    if (!subject.window) return [{ subject, verdict, peak: null }];
    return [
      {
        subject,
        verdict,
        peak: verdict === 'violated' && !rule.each ? furthest(rule, scope, run) : null,
        window: [slides ? subject.members[0]!.start : subject.window[0], run.at(-1)!.subject.window![1]] as const,
      },
    ];
  });
}

/** Of the windows of a violated run, the peak that is furthest from its bound, first reached. */
function furthest(rule: Rule, scope: Scope, run: readonly Judged[]): number | null {
  const peaks = run.flatMap(({ subject }) => {
    const inside = scopeOf(rule, scope, subject, true);
    const broken = rule.obligations.filter((_, i) => outcomes(rule, inside)[i] === false);
    return broken.flatMap((o) => peakOf(inside, o.condition, o.kind === 'never') ?? []).slice(0, 1);
  });
  const most = Math.max(...peaks.map(({ distance }) => distance));
  return peaks.find(({ distance }) => distance === most)?.value ?? null;
}

/** Texts are read on the first witness; what is counted in them is what was seen. */
function listedOf(rule: Rule, scope: Scope, unit: Unit & { verdict: Verdict }): Listed {
  const { subject, verdict, window, peak, shown } = unit;
  const inside = scopeOf(rule, scope, subject, true);
  const here = subject.q ?? { occurrence: shown[0]!, signal: anyOf(rule.names, allSignals(rule)) };
  return {
    verdict,
    kind: subject.q ? 'occurrence' : subject.group ? 'group' : 'trace',
    key: [...subject.keys].map(([name, value]) => `${name}=${value.is === 'present' ? value.content : ''}`),
    window: window ?? null,
    witnesses: shown.map((o) => `${idOf(o.span)}${o.event === undefined ? '' : ` ${o.name}`}`),
    ...textsOf(rule, { ...inside, here, missing: false, subjectLevel: false }),
    peak,
  };
}

/** q, then what decided, each once; an interval is shown as its `from`. */
function witnessesOf(rule: Rule, scope: Scope, subject: Subject, verdict: Verdict): Occurrence[] {
  const trigger = triggers(rule, scope, subject);
  const shown =
    verdict === 'indeterminate'
      ? subject.q
        ? []
        : trigger.flatMap(([s, c]) => deciders(s, c, true, true))
      : failing(rule, scope, subject, verdict);
  const because =
    shown.length > 0 || verdict === 'indeterminate' ? shown : trigger.flatMap(([s, c]) => deciders(s, c, true, false));
  const all = because.map((o) => o.from ?? o).sort(inOrder);
  const q = subject.q && (subject.q.occurrence.from ?? subject.q.occurrence);
  const [first = q ?? subject.fallback] = q ? [q] : all;
  return [...new Set([first.from ?? first, ...all])];
}

/** What makes the obligations fail. */
function failing(rule: Rule, scope: Scope, subject: Subject, verdict: Verdict): Occurrence[] {
  const inside = scopeOf(rule, scope, subject, true);
  const met = outcomes(rule, inside);
  const failed = rule.obligations.filter((_, i) => met[i] === (verdict === 'violated' ? false : 'unknown'));
  return failed.flatMap((o) => deciders(inside, o.condition, o.kind === 'never', verdict === 'unproven'));
}

// ── exemptions

/** A condition must be true on all that is listed. */
function exempted(rule: Rule, scope: Scope, verdict: Verdict, shown: readonly Occurrence[]): Verdict {
  const exempts = (d: ast.Declaration): boolean => {
    if (d.$type !== 'Exempt' || idText(d.rule) !== rule.id) return false;
    const on = (occurrence: Occurrence): Scope => ({ ...scope, here: { occurrence }, subjectLevel: false });
    const isOver = d.until !== undefined && shown[0]!.start > endOfDay(d.until);
    return !isOver && (d.condition === undefined || shown.every((o) => truth(on(o), d.condition!) === true));
  };
  const isOpen = verdict === 'violated' || verdict === 'unproven';
  return isOpen && scope.world.file.own.some(exempts) ? 'exempted' : verdict;
}

const endOfDay = (date: string): bigint => BigInt(Date.parse(`${date}T00:00:00Z`) + 86_400_000) * 1_000_000n - 1n;

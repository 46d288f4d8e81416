import type * as ast from '../../../language/generated/ast';
import { deciders } from './deciders';
import { at, truth, wholeInput } from './evaluate';
import { isExempted } from './exemptions';
import { type Names, namesOf, nanoseconds } from './names';
import { member, type Scope, type Signal, sameSignal } from './reading';
import { distinct, linkedSignals, type Rule, ruleOf, signalsIn, signalsOfSearch } from './rule';
import { inOrder, nameOf, type Occurrence, type PlainSpan, sameOccurrence, startOf, tracesOf } from './spans';
import { type Subject, subjectsOf } from './subjects';
import { and, not, type Truth } from './values';

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
}

export interface RuleResult {
  readonly id: string;
  readonly checked: number;
  readonly held: number;
  readonly violated: number;
  readonly unproven: number;
  readonly exempted: number;
  readonly indeterminate: number;
  readonly unkeyed: number;
  readonly exercised: number;
  readonly vacuous: boolean;
  /** Signals and names that nothing in the input matched. */
  readonly unseen: readonly string[];
  readonly listed: readonly Listed[];
}

export interface ReferenceOptions {
  readonly assumeComplete?: boolean;
  readonly params?: ReadonlyMap<string, string>;
  /** The text of `std/otel`. */
  readonly std?: string;
}

/** Judges every rule of one rule file, slowly. */
export function judgeByReference(
  rules: string,
  spans: readonly PlainSpan[],
  options: ReferenceOptions = {},
): RuleResult[] {
  const std = namesOf(options.std ?? '');
  const names = namesOf(rules, [std]);
  const nodes = names.own.filter((d): d is ast.Rule => d.$type === 'Rule');
  return nodes.map((node) => judgeRule(ruleOf(node, names), names, spans, options));
}

/** A subject with its verdict. */
export interface Judged {
  readonly subject: Subject;
  readonly verdict: Verdict | 'not applicable';
}

function judgeRule(rule: Rule, names: Names, spans: readonly PlainSpan[], options: ReferenceOptions): RuleResult {
  const scope: Scope = {
    names,
    file: names,
    params: options.params ?? new Map(),
    traces: tracesOf(spans),
    here: undefined,
    subjectLevel: true,
    bindings: new Map(),
    domain: undefined,
    missing: false,
    assumeComplete: options.assumeComplete === true,
    windowSeconds: rule.window && Number(nanoseconds(rule.window.size)) / 1e9,
    finds: () => true,
    keys: new Map(),
    declaring: undefined,
    onResource: false,
  };
  const signals = signalsOfRule(rule);
  const { subjects, unkeyed } = subjectsOf(rule, scope, signals);
  const unseen = signals.filter((s) => wholeInput(scope, s).every((o) => member(scope, s, o) === false));
  const judged = subjects.map((subject) => ({ subject, verdict: verdictOf(rule, scope, subject, options) }));
  const units = mergeRuns(rule, judged).map((unit) => {
    const shown = witnessesOf(rule, scope, unit.subject, unit.verdict, options);
    return isExempted(rule.id, names, scope, unit.verdict, shown) ? { ...unit, exempted: true } : unit;
  });
  const count = (verdict: Verdict): number => units.filter((u) => shownVerdict(u) === verdict).length;
  const checkedUnits = units.filter((u) => u.verdict !== 'indeterminate');
  const exercised = checkedUnits.filter((u) => isExercised(rule, scope, u)).length;
  const checked = checkedUnits.length;
  const undeclared = obligationSignals(rule)
    .flat()
    .some((s) => s.declared === undefined);
  return {
    id: rule.id,
    checked,
    held: count('held'),
    violated: count('violated'),
    unproven: count('unproven'),
    exempted: count('exempted'),
    indeterminate: count('indeterminate'),
    unkeyed,
    exercised,
    unseen: unseen.map((s) => s.name).sort(),
    vacuous: checked === 0 || (exercised === 0 && undeclared),
    listed: units.filter((u) => u.verdict !== 'held').map((u) => listedOf(rule, scope, u, options)),
  };
}

const bindingsOf = (rule: Rule): string[] => (rule.each ? [rule.each.as] : []);

/** For each obligation the signals that it names. */
const obligationSignals = (rule: Rule): Signal[][] =>
  rule.obligations.map((o) => signalsIn(o.condition, rule.names, true, bindingsOf(rule)));

function signalsOfRule(rule: Rule): Signal[] {
  const bound = bindingsOf(rule);
  const where = rule.each?.where === undefined ? [] : signalsIn(rule.each.where, rule.names, false, bound);
  return distinct([
    ...(rule.each ? signalsOfSearch(rule.each.of, rule.names, bound) : []),
    ...where,
    ...rule.when.flatMap((c) => signalsIn(c, rule.names, true, bound)),
    ...obligationSignals(rule).flat(),
  ]);
}

// ── one subject

/** What the trigger of a subject is read in; q stands in `here`. */
function triggerScope(rule: Rule, scope: Scope, subject: Subject, options: ReferenceOptions): Scope {
  const ofServices = (o: Occurrence): boolean => inServices(rule, o);
  return {
    ...scope,
    domain: subject.domain,
    keys: subject.keys,
    missing: subject.cut && options.assumeComplete !== true,
    here: subject.q,
    bindings: new Map(rule.each && subject.q ? [[rule.each.as, subject.q]] : []),
    finds: rule.each === undefined && rule.services.length > 0 ? ofServices : () => true,
  };
}

function obligationScope(rule: Rule, scope: Scope, subject: Subject, options: ReferenceOptions): Scope {
  const missing = (subject.cut || subject.incomplete) && options.assumeComplete !== true;
  return { ...triggerScope(rule, scope, subject, options), finds: () => true, missing };
}

export function inServices(rule: Rule, o: Occurrence): boolean {
  const service = String(o.span.resource.get('service.name') ?? '');
  const matches = (glob: string): boolean => {
    const pattern = glob
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${pattern}$`).test(service);
  };
  return rule.services.length === 0 || rule.services.some(matches);
}

function triggerOf(rule: Rule, scope: Scope, subject: Subject): Truth {
  if (rule.each === undefined) {
    const selected = rule.when.length > 0 || subject.domain.members.some((o) => inServices(rule, o));
    return selected && and(rule.when.map((c) => truth(scope, c)));
  }
  const q = subject.q!;
  if (!inServices(rule, q.occurrence)) return false;
  const candidate = at(scope, q, rule.each.of.alias);
  return and([
    member(scope, q.signal!, q.occurrence),
    ...rule.each.of.wheres.map((where) => truth(candidate, where)),
    rule.each.where === undefined || truth({ ...scope, subjectLevel: false }, rule.each.where),
    ...rule.when.map((c) => truth(scope, c)),
  ]);
}

function verdictOf(rule: Rule, scope: Scope, subject: Subject, options: ReferenceOptions): Judged['verdict'] {
  const trigger = triggerOf(rule, triggerScope(rule, scope, subject, options), subject);
  if (trigger !== true) return trigger === false ? 'not applicable' : 'indeterminate';
  const all = outcomes(rule, obligationScope(rule, scope, subject, options));
  if (all.includes(false)) return 'violated';
  return all.includes('unknown') ? 'unproven' : 'held';
}

/** Of each obligation whether it is met. */
const outcomes = (rule: Rule, scope: Scope): Truth[] =>
  rule.obligations.map((o) => (o.kind === 'always' ? truth(scope, o.condition) : not(truth(scope, o.condition))));

/** Whether the trace or group has at least a possible match of some signal that an obligation names. */
function isExercised(rule: Rule, scope: Scope, { subject }: Unit): boolean {
  const signals = obligationSignals(rule);
  const domain = subject.group ?? subject.domain;
  const linked = rule.obligations.flatMap((o) => linkedSignals(o.condition, rule.names));
  const matched = (s: Signal): boolean => {
    const searched = linked.some((other) => sameSignal(s, other)) ? wholeInput(scope, s) : domain.candidates(s);
    return searched.some((o) => member(scope, s, o) !== false);
  };
  return signals.some((s) => s.length === 0) || signals.flat().some(matched);
}

// ── what is listed

/** Under its verdict a subject counts unless it is exempted. */
const shownVerdict = (unit: Unit): Verdict => (unit.exempted === true ? 'exempted' : unit.verdict);

/** A subject, or the run of windows that makes one. */
interface Unit {
  readonly verdict: Verdict;
  readonly subject: Subject;
  readonly window: readonly [bigint, bigint] | null;
  readonly exempted?: boolean;
}

function mergeRuns(rule: Rule, judged: readonly Judged[]): Unit[] {
  const units: Unit[] = [];
  let before: Judged | undefined;
  for (const { subject, verdict } of judged) {
    const last = units.at(-1);
    const overlaps = before?.verdict === verdict && before.subject.group === subject.group && subject.window !== null;
    const joined =
      verdict !== 'not applicable' &&
      overlaps &&
      rule.window?.tumbling === false &&
      rule.each === undefined &&
      subject.window[0] < before!.subject.window![1];
    if (joined && last) units[units.length - 1] = { ...last, window: [last.window![0], subject.window[1]] };
    else if (verdict !== 'not applicable') {
      units.push({ verdict, subject, window: shownWindow(rule, subject) });
    }
    before = { subject, verdict };
  }
  return units;
}

/** A sliding window, and a run of them, begins at its earliest occurrence; a tumbling one at its boundary. */
function shownWindow(rule: Rule, subject: Subject): Unit['window'] {
  if (subject.window === null || rule.window?.tumbling === true) return subject.window;
  const [first] = [...subject.domain.members].sort(inOrder);
  return [startOf(first!), subject.window[1]];
}

function listedOf(rule: Rule, scope: Scope, unit: Unit, options: ReferenceOptions): Listed {
  const { subject, verdict } = unit;
  return {
    verdict: shownVerdict(unit),
    kind: subject.q ? 'occurrence' : subject.group ? 'group' : 'trace',
    key: [...subject.keys].map(([name, value]) => `${name}=${value.is === 'present' ? value.content : ''}`),
    window: unit.window,
    witnesses: witnessesOf(rule, scope, subject, verdict, options).map(witnessText),
  };
}

const witnessText = (o: Occurrence): string =>
  `${o.span.traceId} ${o.span.spanId}${o.event === null ? '' : ` ${nameOf(o)}`}`;

function witnessesOf(
  rule: Rule,
  scope: Scope,
  subject: Subject,
  verdict: Verdict,
  options: ReferenceOptions,
): Occurrence[] {
  const q = subject.q?.occurrence;
  const trigger = triggerScope(rule, scope, subject, options);
  if (verdict === 'indeterminate') {
    const why = q ? [] : rule.when.flatMap((c) => deciders(trigger, c, true, true));
    return inShownOrder(q, why.length > 0 || q ? why : fallback(subject));
  }
  const obligations = obligationScope(rule, scope, subject, options);
  const met = outcomes(rule, obligations);
  const failed = rule.obligations.filter((_, i) => met[i] === (verdict === 'violated' ? false : 'unknown'));
  const shown = failed.flatMap((o) => deciders(obligations, o.condition, o.kind === 'never', verdict === 'unproven'));
  if (shown.length > 0) return inShownOrder(q, shown);
  const where = rule.each?.where === undefined ? [] : [rule.each.where];
  const triggering = [
    ...(rule.each?.of.wheres ?? []).flatMap((c) =>
      deciders(at(trigger, subject.q!, rule.each!.of.alias), c, true, false),
    ),
    ...where.flatMap((c) => deciders({ ...trigger, subjectLevel: false }, c, true, false)),
    ...rule.when.flatMap((c) => deciders(trigger, c, true, false)),
  ];
  return inShownOrder(q, triggering.length > 0 || q ? triggering : fallback(subject));
}

/** The only root, else the earliest span; in a group the earliest member. */
function fallback(subject: Subject): Occurrence[] {
  const root = subject.trace?.roots.length === 1 ? subject.trace.roots[0] : undefined;
  if (root !== undefined) return [{ span: root, event: null }];
  const candidates = subject.domain.members.filter((o) => subject.group !== undefined || o.event === null);
  return [...candidates].sort(inOrder).slice(0, 1);
}

/** q first, then the rest in order, each once. */
function inShownOrder(q: Occurrence | undefined, rest: readonly Occurrence[]): Occurrence[] {
  // an interval is shown as its `from`, and where that stands
  const shown = rest.map(({ span, event }): Occurrence => ({ span, event })).sort(inOrder);
  const all = q ? [{ span: q.span, event: q.event }, ...shown] : shown;
  return all.filter((o, i) => all.findIndex((other) => sameOccurrence(o, other)) === i);
}

import type { ConditionPlan, GroupPlan, Obligation, RulePlan, Search, SignalId } from '../../engine';
import type { Each, Expr, Rule } from '../generated/ast';
import type { RuleFile } from '../rule-file';
import { pathName } from '../syntax/path';
import { stringText } from '../syntax/string-literal';
import { termOf } from '../syntax/term';
import { compileCondition } from './condition';
import { type Context, type FileContext, fileContext, labelOf, type OccurrenceView, report } from './context';
import { compileMetadata } from './metadata';
import { type Reading, readRule } from './reading';
import { compileSearch } from './search';
import { NO_SIGNAL, type SignalEntry } from './signal-table';
import { compileValue } from './value';

/** One rule as a plan, or null where something in it is wrong (and reported). */
export function compileRule(rule: Rule, file: FileContext): RulePlan | null {
  const context = ruleContext(file);
  const reading = readRule(rule, context);
  checkClauses(rule, reading, context);
  const each = reading.each ? compileEach(reading.each, context) : null;
  const witness = each?.view.slot ?? context.frame.allocate();
  const keyNames = reading.keys.map((key) => labelOf(key).replace(/`/g, ''));
  const inner: Context = {
    ...(each?.inside ?? context),
    keys: new Map(keyNames.map((name, index) => [name, index])),
    freeNames: reading.freeNames,
    traceSlot: each || reading.keys.length > 0 ? null : witness,
    nameAsCondition: 'signal',
    inWindow: reading.window !== null,
  };
  const trigger = allOf([
    ...(each?.condition ? [each.condition] : []),
    ...reading.when.map((when) => compileCondition(when, inner)),
  ]);
  const obligations = reading.obligations.map((obligation) => compileObligation(obligation, inner));
  const view = each?.view ?? { slot: witness, signal: witnessSignal(context) };
  const metadata = compileMetadata(rule, { ...inner, occurrence: view, traceSlot: null });
  // last: what is counted in a message is in the group, too
  const group = reading.keys.length > 0 ? compileGroup(reading, keyNames, context) : null;
  if (context.use.failed) return null;
  return {
    id: ruleId(rule),
    title: rule.title === undefined ? null : stringText(rule.title),
    ...metadata,
    slots: context.frame.size,
    each: each?.search ?? null,
    group,
    trigger,
    obligations,
    witness,
    obligationSignals: [...context.use.obligationSignals],
    signals: [...context.use.signals],
    origin: originOf(rule, context.scope.file),
  };
}

export function ruleId(rule: Rule): string {
  const name = rule.name ?? '';
  return name.startsWith('"') ? stringText(name) : name;
}

function ruleContext(file: FileContext): Context {
  return { ...fileContext(file), nameAsCondition: 'signal', mayUseSearches: true };
}

function checkClauses(rule: Rule, reading: Reading, context: Context): void {
  for (const clause of reading.repeated) {
    report(
      context,
      clause,
      'repeated-clause',
      `A rule has at most one “${clause.$type.toLowerCase()}”; join conditions with and.`,
    );
  }
  if (reading.obligations.length === 0) {
    report(
      context,
      rule,
      'no-obligation',
      'This rule demands nothing: add “always { … }”, “never { … }” or one plain expression.',
    );
  }
  const size = rule.clauses.find((clause) => clause.$type === 'Per')?.size;
  if (size !== undefined && reading.window?.nanoseconds === 0n)
    report(context, rule, 'empty-window', 'A window is longer than 0.');
}

interface CompiledEach {
  readonly search: Search;
  readonly view: OccurrenceView;
  readonly inside: Context;
  readonly condition: ConditionPlan | null;
}

function compileEach(each: Each, context: Context): CompiledEach | null {
  const name = pathName(each.name ?? '');
  const compiled = compileSearch(termOf(each.of), name, [], { within: null }, context);
  if (!compiled) return null;
  const condition = each.condition ? compileCondition(each.condition, compiled.inside) : null;
  return { search: compiled.search, view: compiled.inside.occurrence!, inside: compiled.inside, condition };
}

function compileObligation({ kind, conditions }: Reading['obligations'][number], context: Context): Obligation {
  const inside: Context = { ...context, inObligation: true };
  const parts = conditions.map((condition: Expr) => compileCondition(condition, inside));
  return { kind, condition: allOf(parts) ?? { op: 'constant', value: 'unknown', label: '' } };
}

function allOf(parts: readonly ConditionPlan[]): ConditionPlan | null {
  if (parts.length <= 1) return parts[0] ?? null;
  return { op: 'and', of: parts, label: parts.map((part) => part.label).join(' and ') };
}

/** Keys are read on the matches of every signal that the rule names, each with its own fields. */
function compileGroup(reading: Reading, keyNames: readonly string[], context: Context): GroupPlan {
  const members = [...context.use.signals].map((id: SignalId) => {
    const view = { slot: context.frame.allocate(), signal: context.signals.entry(id) };
    const inside: Context = { ...context, occurrence: view, nameAsCondition: 'attribute', mayUseSearches: false };
    return { signal: id, slot: view.slot, keys: reading.keys.map((key) => compileValue(key, inside)) };
  });
  return { members, keyNames, window: reading.window };
}

/** The first witness may match any signal of the rule, or none: a message reads the fields of the one it matches. */
function witnessSignal(context: Context): SignalEntry | null {
  const entries = [...context.use.signals].map((id) => context.signals.entry(id));
  if (entries.length === 0) return null;
  return { id: NO_SIGNAL, name: '', declared: null, underlying: entries, fields: new Map(), depth: 1 };
}

/** Where a rule stands in its file. */
export function originOf(rule: Rule, file: RuleFile): RulePlan['origin'] {
  const start = file.place(rule.$cstNode?.offset ?? 0);
  const end = Math.max(start, file.place(rule.$cstNode?.end ?? 0));
  return { uri: file.uri, start, end, line: file.lines.position(start).line };
}

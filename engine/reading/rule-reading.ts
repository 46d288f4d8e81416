import type { Plan, RulePlan } from '../plan/plan';
import type { SourcePlan } from '../plan/search';
import type { SignalDefinition, SignalId, SignalPlan } from '../plan/signal';

/** How a rule is understood, in its own words: what its subjects are, what selects them, what they must do. */
export interface RuleReading {
  /** `each trace`, `each database.query`, `each group of one tenant_id`, `each run of windows of 1min of one tenant_id`. */
  readonly subject: string;
  /** Services that restrict what triggers; empty for all. */
  readonly services: readonly string[];
  /** What must be true for a subject to be judged; empty: all are. */
  readonly triggers: readonly string[];
  readonly obligations: readonly { readonly kind: 'always' | 'never'; readonly condition: string }[];
  readonly signals: readonly SignalReading[];
}

export interface SignalReading {
  readonly id: SignalId;
  readonly name: string;
  readonly declared: boolean;
  /** What it consists of: `spans where span:kind == client`. */
  readonly definition: string;
}

/** Reads a rule back from its plan. */
export function readingOf(rule: RulePlan, plan: Plan): RuleReading {
  return {
    subject: subjectOf(rule, plan),
    services: rule.services,
    triggers: [
      ...(rule.each === null ? [] : narrowingsOf(rule.each.source)),
      ...(rule.trigger === null ? [] : [rule.trigger.label]),
    ],
    obligations: rule.obligations.map(({ kind, condition }) => ({ kind, condition: condition.label })),
    signals: signalsOf(rule).map((id) => signalReading(plan.signals[id]!, plan)),
  };
}

function signalsOf(rule: RulePlan): readonly SignalId[] {
  return [...new Set([...rule.signals, ...rule.obligationSignals])];
}

function subjectOf({ each, group }: RulePlan, plan: Plan): string {
  const keys = group === null ? '' : group.keyNames.join(', ');
  const window = group?.window ?? null;
  const length = window === null ? '' : `${durationText(window.nanoseconds)}`;
  if (each !== null) {
    const occurrence = `each ${plan.signals[baseOf(each.source)]!.name}`;
    if (group === null) return occurrence;
    return `${occurrence}, among those of one ${keys}${window === null ? '' : ` in a window of ${length}`}`;
  }
  if (group === null) return 'each trace';
  if (window === null) return `each group of one ${keys}`;
  return window.tumbling
    ? `each window of ${length}, aligned to the epoch, of one ${keys}`
    : `each run of windows of ${length} of one ${keys}`;
}

function baseOf(source: SourcePlan): SignalId {
  return source.op === 'signal' ? source.signal : baseOf(source.of);
}

function narrowingsOf(source: SourcePlan): readonly string[] {
  if (source.op === 'signal') return [];
  return [...narrowingsOf(source.of), source.op === 'where' ? source.condition.label : source.relation];
}

function signalReading({ id, name, declared, definition }: SignalPlan, plan: Plan): SignalReading {
  return { id, name, declared, definition: definitionText(definition, plan) };
}

function definitionText(definition: SignalDefinition, plan: Plan): string {
  const nameOf = (id: SignalId) => plan.signals[id]!.name;
  switch (definition.op) {
    case 'named':
      return `spans and events named ${definition.name}`;
    case 'spans':
    case 'events': {
      const named = definition.name === null ? '' : ` named ${definition.name}`;
      return `${definition.op}${named}${definition.where === null ? '' : ` where ${definition.where.label}`}`;
    }
    case 'narrow':
      return `${nameOf(definition.of)} where ${definition.where.label}`;
    case 'union':
      return [...new Set(definition.of.map((id) => definitionText(plan.signals[id]!.definition, plan)))].join(' or ');
    case 'interval':
      return `from ${nameOf(definition.from)} until ${nameOf(definition.until)}`;
  }
}

const UNITS = [
  [86_400_000_000_000n, 'd'],
  [3_600_000_000_000n, 'h'],
  [60_000_000_000n, 'min'],
  [1_000_000_000n, 's'],
  [1_000_000n, 'ms'],
  [1_000n, 'us'],
  [1n, 'ns'],
] as const;

/** In the largest unit that is whole. */
function durationText(nanoseconds: bigint): string {
  const [unit, name] = UNITS.find(([size]) => nanoseconds % size === 0n)!;
  return `${nanoseconds / unit}${name}`;
}

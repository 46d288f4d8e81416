import type { AttributeValue } from '../value';
import type { ConditionPlan } from './condition';
import type { Search } from './search';
import type { SignalId } from './signal';

/** Names one place of the frame that holds the occurrences a rule has at hand while it is judged. */
export type Slot = number;

/** `occurrence` is an event's own attribute, then its span's; on a span it is `span`. */
export type AttributeScope = 'occurrence' | 'span' | 'event' | 'link' | 'resource' | 'instrumentation';

export type Intrinsic =
  | 'span:name'
  | 'span:kind'
  | 'span:status'
  | 'span:statusMessage'
  | 'span:duration'
  | 'span:start'
  | 'span:end'
  | 'span:id'
  | 'span:parentID'
  | 'span:childCount'
  | 'trace:id'
  | 'trace:duration'
  | 'trace:rootName'
  | 'trace:rootService'
  | 'event:name'
  | 'event:time'
  | 'event:timeSinceStart'
  | 'link:spanID'
  | 'link:traceID'
  // the bare names: an event's own name and time, its span's otherwise
  | 'name'
  | 'service';

export type AggregateFunction =
  | 'count'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'p50'
  | 'p90'
  | 'p95'
  | 'p99'
  | 'distinct'
  | 'rate'
  | 'concurrent'
  | 'gap'
  | 'share'
  | 'only';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/**
 * What a value is computed from. Evaluating one gives a value, or nothing; and with "nothing" whether it
 * is known to be absent or can't be known (dropped attributes, a broken parent chain, not computable).
 */
export type ValuePlan =
  | { readonly op: 'literal'; readonly value: string | number | bigint | boolean | null }
  /** Loaded data: records are Maps, lists are arrays. */
  | { readonly op: 'data'; readonly value: AttributeValue }
  /** A length of time, in nanoseconds. */
  | { readonly op: 'duration'; readonly nanoseconds: bigint }
  /** Nanoseconds since the Unix epoch. */
  | { readonly op: 'instant'; readonly nanoseconds: bigint }
  | { readonly op: 'list'; readonly items: readonly ValuePlan[] }
  | { readonly op: 'attribute'; readonly slot: Slot; readonly scope: AttributeScope; readonly key: string }
  | { readonly op: 'intrinsic'; readonly slot: Slot; readonly name: Intrinsic }
  /**
   * `value` with `target` holding the parent span, the trace's only root, or the nearest enclosing SERVER or
   * CONSUMER span (else the root) of what `slot` holds. Unknown where the way there is broken.
   */
  | {
      readonly op: 'navigate';
      readonly slot: Slot;
      readonly to: 'parent' | 'root' | 'entry';
      readonly target: Slot;
      readonly value: ValuePlan;
    }
  /**
   * `value` read with `at` holding the occurrence itself, then each enclosing span in turn, until it is
   * there; then `resource`, then `fallback`, both read on `slot`.
   */
  | {
      readonly op: 'inherited';
      readonly name: string;
      readonly slot: Slot;
      readonly at: Slot;
      readonly value: ValuePlan;
      readonly resource: ValuePlan;
      readonly fallback: ValuePlan | null;
    }
  /** The first that is there. `name` is how the rule calls it, where it has a name; explanations use it. */
  | { readonly op: 'coalesce'; readonly of: readonly ValuePlan[]; readonly name?: string }
  /** By the first signal of which the occurrence is a certain member, else the first of which it is a possible one. */
  | {
      readonly op: 'by-signal';
      readonly name?: string;
      readonly slot: Slot;
      readonly arms: readonly { readonly signal: SignalId; readonly value: ValuePlan }[];
    }
  /** The group's key by its place in `per`. It has no source. */
  | { readonly op: 'key'; readonly index: number }
  | {
      readonly op: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: ValuePlan;
      readonly right: ValuePlan;
    }
  | { readonly op: 'negate'; readonly of: ValuePlan }
  /** `value` is read on `search.slot`; `by` is share's. A count, sum or distinct is a range where matches are only possible. */
  | {
      readonly op: 'aggregate';
      readonly function: AggregateFunction;
      readonly search: Search;
      readonly value: ValuePlan | null;
      readonly by: ValuePlan | null;
    }
  | { readonly op: 'call'; readonly function: FunctionName; readonly args: readonly ValuePlan[] }
  /** A part of a record by name; absent where there is none. On a list, of each element: a list. */
  | { readonly op: 'member'; readonly of: ValuePlan; readonly name: string }
  /** A part of a record by the value of `at`, or an element of a list, counted from 0, from the end where negative. */
  | { readonly op: 'element'; readonly of: ValuePlan; readonly at: ValuePlan }
  /** The records of a list on which the condition is true; `row` reads on the one at hand, which `rows` counts from the outermost. */
  | { readonly op: 'select'; readonly of: ValuePlan; readonly rows: number; readonly condition: ConditionPlan }
  | { readonly op: 'row'; readonly rows: number; readonly name: string }
  /** Every attribute value of what the slot holds: a list. */
  | { readonly op: 'values'; readonly slot: Slot }
  /** The attributes of what the slot holds whose keys begin so, an event's own, then its span's: a record by the rest of the key. */
  | { readonly op: 'attributes'; readonly slot: Slot; readonly prefix: string }
  /**
   * A part of what a SQL text says. `system` is its `db.system.name` and `parameters` the record of its recorded parameters,
   * both read where the text is; null where it isn't an occurrence's.
   */
  | {
      readonly op: 'sql';
      readonly text: ValuePlan;
      readonly system: ValuePlan | null;
      readonly parameters: ValuePlan | null;
      readonly question: SqlQuestion;
    }
  /** The text of a template whose holes are all given. */
  | { readonly op: 'text'; readonly parts: readonly TemplateHole[] }
  /** true or false; nothing where the condition is unknown. */
  | { readonly op: 'condition'; readonly condition: ConditionPlan };

/** What is asked of a SQL text. */
export type SqlQuestion =
  | { readonly part: SqlPart }
  | { readonly part: 'setting'; readonly setting: string }
  | SqlTenantQuestion;

export type SqlPart = 'is_valid' | 'operation' | 'tables' | 'columns' | 'literals' | 'limit' | 'alters';

/** Whether every tenant table is pinned, to what, and which are not. */
export interface SqlTenantQuestion {
  readonly part: 'filters' | 'pinned' | 'unfiltered';
  /** Names of the tenant's column; any one of them will do for a table. */
  readonly columns: readonly string[];
  /** A list of tenant tables; null, or an empty list, for every table. */
  readonly tables: ValuePlan | null;
  /** Tables that row-level security pins while `context` is true. */
  readonly secured: SecuredTables | null;
  /** What of each table in `unfiltered` is wanted. */
  readonly detail: SqlDetail;
}

export interface SecuredTables {
  /** A list. */
  readonly tables: ValuePlan;
  /** Whether the tenant's context was set; null where that can't be looked for. */
  readonly context: ConditionPlan | null;
}

export type SqlDetail = 'table' | 'alias' | 'offset' | 'why' | 'remedy';

/**
 * Functions of values alone. `duration(x, unit)` and `time(x)` make a duration and an instant; `split` a list; `json` and `url`
 * records; `sha256` lower-case hex; `prefix` the first n characters; `glob(text, pattern)` true or false with `*` and `?`.
 */
export type FunctionName =
  | 'lower'
  | 'upper'
  | 'length'
  | 'string'
  | 'number'
  | 'duration'
  | 'time'
  | 'sha256'
  | 'prefix'
  | 'split'
  | 'json'
  | 'url'
  | 'glob';

/** A piece of a template: text as it is, a hole filled with a value, or a hole that any text may fill. */
export type TemplateHole = string | { readonly name: string; readonly value: ValuePlan | null };

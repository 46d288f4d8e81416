import type { Search } from './search';
import type { TemplateHole, ValuePlan } from './value';

export type TextShape = 'uuid' | 'token' | 'email' | 'ssn' | 'card' | 'jwt' | 'ip' | 'sequential';

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Every condition is true, false or unknown (Kleene). `label` is how to name it in an explanation. */
export type ConditionPlan = ConditionOperator & { readonly label: string };

export type ConditionOperator =
  | { readonly op: 'constant'; readonly value: boolean | 'unknown' }
  | { readonly op: 'and'; readonly of: readonly ConditionPlan[] }
  | { readonly op: 'or'; readonly of: readonly ConditionPlan[] }
  | { readonly op: 'not'; readonly of: ConditionPlan }
  /** `!=` is the negation of `==`: on lists, no element equals. */
  | {
      readonly op: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: ValuePlan;
      readonly right: ValuePlan;
    }
  | { readonly op: 'in'; readonly left: ValuePlan; readonly right: ValuePlan; readonly negated: boolean }
  /** Element equality on a list, substring on a string. */
  | { readonly op: 'contains'; readonly left: ValuePlan; readonly right: ValuePlan }
  | { readonly op: 'starts-with'; readonly left: ValuePlan; readonly right: ValuePlan }
  | { readonly op: 'ends-with'; readonly left: ValuePlan; readonly right: ValuePlan }
  /** `pattern` is RE2 syntax, unanchored; the compiler has checked that it compiles. */
  | { readonly op: 'matches'; readonly left: ValuePlan; readonly pattern: string }
  /** A given hole is its value literally; any other is non-empty text without the character that follows the hole. */
  | { readonly op: 'matches-template'; readonly left: ValuePlan; readonly parts: readonly TemplateHole[] }
  /** `left contains` some element of `list` other than `except`. */
  | {
      readonly op: 'contains-any';
      readonly left: ValuePlan;
      readonly list: ValuePlan;
      readonly except: ValuePlan | null;
    }
  /** The shape of a text; on a list, of some element. */
  | { readonly op: 'looks-like'; readonly of: ValuePlan; readonly shape: TextShape }
  | { readonly op: 'exists'; readonly of: ValuePlan }
  /** `x == null`, negated `x != null`. */
  | { readonly op: 'is-null'; readonly of: ValuePlan; readonly negated: boolean }
  /** A boolean attribute as a condition: unknown where absent or not a boolean ("true" and "false" are). */
  | { readonly op: 'truthy'; readonly of: ValuePlan }
  | { readonly op: 'has'; readonly search: Search };

import type { AttributeValue, ColumnScope } from '../../engine';

/** What was seen in traces, for people who write rules about them. Everything is ordered by count, then name. */
export interface TraceCatalog {
  readonly spanNames: readonly Counted[];
  readonly eventNames: readonly Counted[];
  /** Values of `service.name`, counted in spans. */
  readonly services: readonly Counted[];
  readonly attributes: readonly CatalogAttribute[];
  /** Whether there were more: of a scope no more than 10,000 keys are listed. */
  readonly moreAttributes: boolean;
}

export interface Counted {
  readonly name: string;
  readonly count: number;
}

/** One attribute key in one scope. */
export interface CatalogAttribute {
  readonly scope: ColumnScope;
  readonly key: string;
  /** How many spans (events, links, resources, scopes) as written have it; a span seen twice counts twice. */
  readonly count: number;
  /** Of all values. */
  readonly types: readonly ValueType[];
  /** Some distinct ones, in order, 20 at most, none over 200 bytes: the same ones whatever the order of reading. */
  readonly values: readonly AttributeValue[];
  /** Whether there were others. */
  readonly moreValues: boolean;
}

export type ValueType = 'string' | 'int' | 'double' | 'bool' | 'bytes' | 'array' | 'kvlist';

import type { Intrinsic } from '../../engine';

/** Intrinsics by their TraceQL names. */
export const INTRINSICS: ReadonlySet<string> = new Set<Intrinsic>([
  'span:name',
  'span:kind',
  'span:status',
  'span:statusMessage',
  'span:duration',
  'span:start',
  'span:end',
  'span:id',
  'span:parentID',
  'span:childCount',
  'trace:id',
  'trace:duration',
  'trace:rootName',
  'trace:rootService',
  'event:name',
  'event:time',
  'event:timeSinceStart',
  'link:spanID',
  'link:traceID',
]);

export function isIntrinsic(name: string): name is Intrinsic {
  return INTRINSICS.has(name);
}

/** The bare words that mean an intrinsic unless the signal has a field of that name. */
export const BARE_INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['name', 'name'],
  ['kind', 'span:kind'],
  ['status', 'span:status'],
  ['duration', 'span:duration'],
  ['service', 'service'],
]);

/** The members of enum intrinsics: a bare word beside one is a member of it. */
export const ENUM_MEMBERS: ReadonlyMap<Intrinsic, readonly string[]> = new Map<Intrinsic, readonly string[]>([
  ['span:kind', ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer']],
  ['span:status', ['unset', 'ok', 'error']],
]);

/** Scopes that say whose attribute is meant. `entry` is the nearest enclosing SERVER or CONSUMER span, else the root. */
export const ATTRIBUTE_SCOPES: ReadonlySet<string> = new Set(['span', 'event', 'resource', 'instrumentation', 'link']);
export const NAVIGATION_SCOPES: ReadonlySet<string> = new Set(['parent', 'root', 'entry']);

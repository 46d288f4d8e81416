import type * as ast from '../../../language/generated/ast';
import { matches } from './evaluate';
import type { Search } from './names';
import type { Scope } from './reading';
import { present, type Value } from './values';

export function aggregate(scope: Scope, search: Search, _expr: ast.Call): Value {
  if (search.method !== 'count') throw new Error(`The reference does not cover ${search.method} yet`);
  const { certain, possible } = matches(scope, search);
  const low = certain.length;
  return present({ kind: 'range', low, high: scope.missing ? Number.POSITIVE_INFINITY : low + possible.length });
}

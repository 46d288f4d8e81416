import { type Kleene, kleeneOf, TRUE, UNKNOWN } from '../kleene';
import { scalarsIn } from '../value/all-values';
import type { Evaluator } from '../value/evaluator';
import { isNothing, type Present } from '../value/runtime';
import type { Values } from '../value/values';
import type { Condition } from './condition';

/**
 * A test of one value, unknown where there is none. On codes each distinct value is tested once and
 * remembered.
 */
export function testOf(of: Evaluator, values: Values, test: (value: Present) => Kleene): Condition {
  const { code } = of;
  if (code === null) {
    return () => {
      const value = of.value();
      return isNothing(value) ? UNKNOWN : test(value);
    };
  }
  const remembered = rememberByCode(values, test);
  return () => {
    const at = code();
    return at > 0 ? remembered(at) : UNKNOWN;
  };
}

/** The same for a test that a list passes if some element of it does. */
export function testOfSome(of: Evaluator, values: Values, test: (value: Present) => Kleene): Condition {
  const { some } = of;
  if (some === undefined) return testOf(of, values, test);
  const remembered = rememberByCode(values, (value) => kleeneOf(scalarsIn(value).some((one) => test(one) === TRUE)));
  const passes = (code: number): boolean => remembered(code) === TRUE;
  return () => kleeneOf(some(passes));
}

const NOTHING_KNOWN = new Uint8Array(0);

/** The same test on codes above 0. */
export function rememberByCode(values: Values, test: (value: Present) => Kleene): (code: number) => Kleene {
  // 0 says "not tested yet", so results stand shifted by one; most conditions of many rules are never asked
  let known = NOTHING_KNOWN;
  const knownOwn = new Map<number, Kleene>();
  return (code) => {
    if (known === NOTHING_KNOWN) known = new Uint8Array(values.ownFrom);
    const found = code < known.length ? known[code]! : 0;
    if (found !== 0) return (found - 1) as Kleene;
    const earlier = knownOwn.get(code);
    if (earlier !== undefined) return earlier;
    const result = test(values.present(code));
    if (code < known.length) known[code] = result + 1;
    else knownOwn.set(code, result);
    return result;
  };
}

import { batchCodesOf } from '../batch/batch-codes';
import { Results } from '../batch/batch-test';
import { type Kleene, kleeneOf, TRUE, UNKNOWN } from '../kleene';
import { scalarsIn } from '../value/all-values';
import type { Evaluator } from '../value/evaluator';
import { isNothing, type Present } from '../value/runtime';
import type { Values } from '../value/values';
import { type Condition, inBatches } from './condition';

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
  const remembered = new CodeTest(values, test);
  const codes = batchCodesOf(of);
  const results = new Results();
  return inBatches(
    () => {
      const at = code();
      return at > 0 ? remembered.of(at) : UNKNOWN;
    },
    (batch, wanted) => remembered.fill(codes(batch, wanted), wanted, results.array, batch.count),
  );
}

/** The same for a test that a list passes if some element of it does. */
export function testOfSome(of: Evaluator, values: Values, test: (value: Present) => Kleene): Condition {
  const { some } = of;
  if (some === undefined) return testOf(of, values, test);
  const remembered = new CodeTest(values, (value) => kleeneOf(scalarsIn(value).some((one) => test(one) === TRUE)));
  const passes = (code: number): boolean => remembered.of(code) === TRUE;
  return () => kleeneOf(some(passes));
}

const NOTHING_KNOWN = new Uint8Array(0);

/** A test on codes above 0 that remembers what it found. */
export class CodeTest {
  // 0 says "not tested yet", so results stand shifted by one; most conditions of many rules are never asked
  private known: Uint8Array = NOTHING_KNOWN;
  private readonly knownOwn = new Map<number, Kleene>();

  constructor(
    private readonly values: Values,
    private readonly test: (value: Present) => Kleene,
  ) {}

  of(code: number): Kleene {
    if (this.known === NOTHING_KNOWN) this.known = this.values.table();
    const found = code < this.known.length ? this.known[code]! : 0;
    return found !== 0 ? ((found - 1) as Kleene) : this.find(code);
  }

  private find(code: number): Kleene {
    const earlier = this.knownOwn.get(code);
    if (earlier !== undefined) return earlier;
    const result = this.test(this.values.present(code));
    if (code < this.known.length) this.known[code] = result + 1;
    else this.knownOwn.set(code, result);
    return result;
  }

  /** On many codes, with unknown for what is no value; those that aren't wanted are only answered if they are known. */
  fill(codes: Int32Array, wanted: Uint8Array | null, results: Uint8Array, count: number): Uint8Array {
    if (this.known === NOTHING_KNOWN) this.known = this.values.table();
    const { known } = this;
    for (let i = 0; i < count; i++) {
      const code = codes[i]!;
      const found = code > 0 && code < known.length ? known[code]! : 0;
      if (found !== 0) results[i] = found - 1;
      else if (wanted === null || wanted[i] !== 0) results[i] = code > 0 ? this.find(code) : UNKNOWN;
    }
    return results;
  }
}

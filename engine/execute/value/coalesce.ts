import type { ValuePlan } from '../../plan/value';
import { type BatchCodes, batchCodesOf, Codes } from '../batch/batch-codes';
import { Results } from '../batch/batch-test';
import type { Run } from '../run';
import type { Scope } from '../scope';
import { makeCoalesceColumns } from './coalesce-columns';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT, ABSENT_CODE } from './nothing';
import { isNothing, type Value } from './runtime';
import { NO_SOURCE, type SourceSet, unionOf } from './source';

/** The first that is there; with none, unknowable if one of them was. */
export function makeCoalesce(plan: ValueOperator<'coalesce'>, scope: Scope): Evaluator {
  const plans = alternatives(plan, scope).filter((part) => !scope.value(part).isAbsent);
  const parts = plans.map((part) => scope.value(part));
  if (parts.length === 0) return absentEverywhere(scope.run);
  const [only] = parts;
  if (parts.length === 1 && only!.more === undefined && only!.some === undefined) return only!;
  const sourceNames = unionOf(parts.map((part) => part.sourceNames));
  const codes = parts.map((part) => part.code).filter((code) => code !== null);
  if (codes.length === parts.length) {
    const first = { code: firstCode(codes), codes: firstCodes(parts.map(batchCodesOf)) };
    const quick = makeCoalesceColumns(plans, scope, first) ?? first;
    const source: Evaluator['source'] = (into) => {
      let i = 0;
      while (i < codes.length && codes[i]!() <= ABSENT_CODE) i++;
      parts[i]?.source(into);
    };
    return coded(scope.run, quick.code, sourceNames, source, quick.codes);
  }
  const source = (into: SourceSet) => parts.find((part) => !isNothing(part.value()))?.source(into);
  return { value: () => firstValue(parts), code: null, source, sourceNames };
}

/** Those of alternatives among them, in order, each once: a name that is declared with itself in it comes several times. */
function alternatives(plan: ValueOperator<'coalesce'>, { run }: Scope): readonly ValuePlan[] {
  const named = new Set<string>();
  return flat(plan).filter((part) => {
    const name = run.shared.nameOf(part);
    const isKnown = name !== null && named.has(name);
    if (name !== null) named.add(name);
    return !isKnown;
  });
}

function flat(plan: ValuePlan): readonly ValuePlan[] {
  return plan.op === 'coalesce' ? plan.of.flatMap(flat) : [plan];
}

function absentEverywhere(run: Run): Evaluator {
  const none = new Codes();
  const absent = coded(
    run,
    () => ABSENT_CODE,
    NO_SOURCE,
    () => {},
    () => none.array,
  );
  return { ...absent, isAbsent: true };
}

function firstCode(codes: readonly (() => number)[]): () => number {
  const count = codes.length;
  return () => {
    let nothing = ABSENT_CODE;
    for (let i = 0; i < count; i++) {
      const code = codes[i]!();
      if (code > ABSENT_CODE) return code;
      if (nothing === ABSENT_CODE) nothing = code;
    }
    return nothing;
  };
}

/** Goes on with those for which there is no value yet. */
function firstCodes(parts: readonly BatchCodes[]): BatchCodes {
  const room = new Codes();
  const rest = new Results();
  return (batch, wanted) => {
    const found = room.array;
    const open = rest.array;
    open.fill(1, 0, batch.count);
    if (wanted !== null) open.set(wanted.subarray(0, batch.count));
    found.fill(ABSENT_CODE, 0, batch.count);
    for (let i = 0; i < parts.length; i++) {
      if (takeFirst(parts[i]!(batch, open), found, open, batch.count) === 0) break;
    }
    return found;
  };
}

/** Says how many are still without a value. */
function takeFirst(codes: Int32Array, found: Int32Array, open: Uint8Array, count: number): number {
  let left = 0;
  for (let i = 0; i < count; i++) {
    if (open[i] === 0) continue;
    const code = codes[i]!;
    // what is unknowable stays unknowable unless there is a value
    if (code > ABSENT_CODE || found[i] === ABSENT_CODE) found[i] = code;
    if (code > ABSENT_CODE) open[i] = 0;
    else left++;
  }
  return left;
}

function firstValue(parts: readonly Evaluator[]): Value {
  let nothing = ABSENT;
  for (const part of parts) {
    const value = part.value();
    if (!isNothing(value)) return value;
    if (nothing === ABSENT) nothing = value;
  }
  return nothing;
}

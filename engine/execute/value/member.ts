import { type BatchCodes, batchCodesOf, Codes } from '../batch/batch-codes';
import type { Scope } from '../scope';
import { coded } from './coded';
import type { Evaluator, ValueOperator } from './evaluator';
import { ABSENT } from './nothing';
import { isList, isNothing, isRecord, type Present, type Value } from './runtime';
import { wholly } from './wholly';

/** A part of a record by name. On codes each distinct record is looked into once. */
export function makeMember(plan: ValueOperator<'member'>, scope: Scope): Evaluator {
  return mapped(wholly(scope.value(plan.of)), (value) => partOf(value, plan.name), scope);
}

/** Absent where there is none; on a list, those of its elements that have one: a list. */
export function partOf(value: Present, name: string): Value {
  if (isRecord(value)) return value.get(name) ?? ABSENT;
  if (!isList(value)) return ABSENT;
  return value.flatMap((element) => {
    const part = partOf(element, name);
    if (isNothing(part)) return [];
    return isList(part) ? part : [part];
  });
}

/** A function of one value that is there. On codes each distinct value is computed once. */
export function mapped(of: Evaluator, compute: (value: Present) => Value, scope: Scope): Evaluator {
  const { source, sourceNames, code } = of;
  const { values } = scope.run;
  if (code === null) {
    const value = (): Value => {
      const argument = of.value();
      return isNothing(argument) ? argument : compute(argument);
    };
    return { value, code: null, source, sourceNames };
  }
  const known = new Map<number, number>();
  const codeOfResult = (argument: number): number => {
    if (argument <= 0) return argument;
    const found = known.get(argument);
    if (found !== undefined) return found;
    const result = values.code(compute(values.present(argument)));
    known.set(argument, result);
    return result;
  };
  return coded(scope.run, () => codeOfResult(code()), sourceNames, source, mappedCodes(of, codeOfResult));
}

function mappedCodes(of: Evaluator, codeOfResult: (argument: number) => number): BatchCodes {
  const ask = batchCodesOf(of);
  const room = new Codes();
  return (batch, wanted) => {
    const codes = ask(batch, wanted);
    const found = room.array;
    for (let i = 0; i < batch.count; i++) if (wanted === null || wanted[i] !== 0) found[i] = codeOfResult(codes[i]!);
    return found;
  };
}

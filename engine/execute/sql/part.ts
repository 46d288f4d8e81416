import type { SqlPart } from '../../plan/value';
import type { SqlText } from '../../sql';
import type { Scope } from '../scope';
import { coded } from '../value/coded';
import type { Evaluator } from '../value/evaluator';
import { ABSENT, codeOfNothing, NOT_COMPUTABLE, Nothing } from '../value/nothing';
import type { Value } from '../value/runtime';
import type { Values } from '../value/values';
import type { SqlPlan } from './make';
import { makeRecorded } from './recorded';
import { perText } from './texts';

type Fixed = Exclude<SqlPart, 'limit'>;

/** What a text says apart from any tenant. Of a text that can't be read, or was cut, only that is known. */
export function makePart(plan: SqlPlan<{ readonly part: SqlPart }>, scope: Scope): Evaluator {
  const { part } = plan.question;
  if (part === 'limit') return makeLimit(plan, scope);
  const { values } = scope.run;
  const ask = perText(plan, scope, part, (text) => new Answer(PARTS[part](text)));
  const text = scope.value(plan.text);
  const code = (): number => {
    const found = ask();
    return found instanceof Answer ? found.code(values) : codeOfNothing(found);
  };
  return coded(scope.run, code, text.sourceNames, (into) => text.source(into));
}

/** A value that outlives judgements, with its code in the last one that asked. */
class Answer {
  private judgement = -1;
  private known = 0;

  constructor(private readonly value: Value) {}

  code(values: Values): number {
    if (this.judgement !== values.judgement) {
      this.judgement = values.judgement;
      this.known = values.code(this.value);
    }
    return this.known;
  }
}

/** A table as the text names it, and by its own name: a rule that asks for `orders` means it in every schema. */
function withoutSchema(table: string): string[] {
  return [table, table.slice(table.lastIndexOf('.') + 1)];
}

function ifValid(part: (text: SqlText) => Value): (text: SqlText) => Value {
  return (text) => (text.isValid ? part(text) : NOT_COMPUTABLE);
}

const PARTS: Record<Fixed, (text: SqlText) => Value> = {
  is_valid: ({ isValid }) => isValid,
  operation: ifValid(({ operation }) => operation),
  tables: ifValid(({ tables }) => [...new Set(tables.flatMap(withoutSchema))]),
  columns: ifValid(({ columns }) => columns),
  alters: ifValid(({ alters }) => alters),
  literals: ifValid(({ literals }) => literals.flatMap((each) => (each.kind === 'literal' ? [each.value] : []))),
};

/** A number, as far as it is recorded; absent where the text has no limit. */
function makeLimit(plan: SqlPlan, scope: Scope): Evaluator {
  const { of, source, sourceNames } = makeRecorded(plan, scope);
  const ask = perText(plan, scope, 'limit', ({ isValid, limit }) => ({ isValid, limit }));
  const value = (): Value => {
    const found = ask();
    if (found instanceof Nothing) return found;
    if (!found.isValid) return NOT_COMPUTABLE;
    return found.limit === undefined ? ABSENT : of(found.limit);
  };
  return { value, code: null, source, sourceNames };
}

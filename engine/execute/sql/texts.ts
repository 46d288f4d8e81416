import type { SqlReader, SqlText } from '../../sql';
import type { StoreIndex } from '../index/store-index';
import type { Scope } from '../scope';
import type { ValueOperator } from '../value/evaluator';
import { NOT_COMPUTABLE, type Nothing } from '../value/nothing';
import { isNothing, type Value } from '../value/runtime';
import { type Answers, AnswersByQuestion } from './answers';

/** The SQL texts of one judgement, and what came of asking each: once, whatever rules ask. */
export class SqlTexts {
  /** About texts that rules bring along: their codes are this judgement's. */
  private readonly own = new AnswersByQuestion();
  private readonly kept: AnswersByQuestion;

  constructor(
    private readonly reader: SqlReader | undefined,
    index: StoreIndex,
  ) {
    this.kept = index.sqlAnswers.of(reader);
  }

  /** @throws Error without a reader: whoever judges by such rules must bring one. */
  read(text: string, system: string | undefined): SqlText {
    if (this.reader === undefined)
      throw new Error('A rule asks something of a SQL text, and nothing was given to read it');
    return this.reader.analyse(text, system);
  }

  /** What is known of one question. */
  answers(question: string): { readonly kept: Answers; readonly own: Answers } {
    return { kept: this.kept.of(question), own: this.own.of(question) };
  }
}

/**
 * `ask` of the text at hand; of each distinct text once, and not again in a later judgement of the same traces. Nothing where the
 * text isn't there, or is none. `question` is the same for what asks the same.
 */
export function perText<T extends object>(
  { text, system }: ValueOperator<'sql'>,
  scope: Scope,
  question: string,
  ask: (text: SqlText) => T,
): () => T | Nothing {
  const { sql, values } = scope.run;
  const of = scope.value(text);
  const ofSystem = system === null ? null : scope.value(system);
  const compute = (found: Value, name: Value | undefined): T | Nothing => {
    if (isNothing(found)) return found;
    return typeof found === 'string'
      ? ask(sql.read(found, typeof name === 'string' ? name : undefined))
      : NOT_COMPUTABLE;
  };
  const { code } = of;
  const systemCode = ofSystem === null ? () => 0 : ofSystem.code;
  if (code === null || systemCode === null) return () => compute(of.value(), ofSystem?.value());
  const { kept, own } = sql.answers(question);
  const { ownFrom } = values;
  return () => {
    const at = code();
    if (at <= 0) return values.value(at) as Nothing;
    const systemAt = Math.max(0, systemCode());
    const answers = at < ownFrom && systemAt < ownFrom ? kept : own;
    const found = answers.get(systemAt, at) as T | Nothing | undefined;
    if (found !== undefined) return found;
    const made = compute(values.value(at), systemAt === 0 ? undefined : values.value(systemAt));
    answers.set(systemAt, at, made);
    return made;
  };
}

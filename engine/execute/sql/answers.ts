import type { SqlReader } from '../../sql';

/** With more than these at the start of a judgement, none is kept from the last one: some hundred bytes each. */
const MOST_KEPT = 200_000;

/** What came of asking one question of texts, by the codes of their system and text. */
export class Answers {
  private readonly bySystem = new Map<number, Map<number, unknown>>();

  get(system: number, text: number): unknown {
    return this.bySystem.get(system)?.get(text);
  }

  set(system: number, text: number, answer: unknown): void {
    const texts = this.bySystem.get(system);
    if (texts) texts.set(text, answer);
    else this.bySystem.set(system, new Map([[text, answer]]));
  }

  get count(): number {
    return Array.from(this.bySystem.values(), (texts) => texts.size).reduce((sum, size) => sum + size, 0);
  }
}

/** The answers to each question. */
export class AnswersByQuestion {
  private readonly byQuestion = new Map<string, Answers>();

  of(question: string): Answers {
    const known = this.byQuestion.get(question);
    if (known) return known;
    const made = new Answers();
    this.byQuestion.set(question, made);
    return made;
  }

  get count(): number {
    return Array.from(this.byQuestion.values(), ({ count }) => count).reduce((sum, count) => sum + count, 0);
  }
}

/** What one reader said of a store's texts, from one judgement to the next. */
export class KeptAnswers {
  private readonly byReader = new WeakMap<SqlReader, AnswersByQuestion>();

  /** For one judgement. */
  of(reader: SqlReader | undefined): AnswersByQuestion {
    const known = reader && this.byReader.get(reader);
    if (known && known.count <= MOST_KEPT) return known;
    const made = new AnswersByQuestion();
    if (reader) this.byReader.set(reader, made);
    return made;
  }
}

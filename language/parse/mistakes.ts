import { LangiumParserErrorMessageProvider } from 'langium';

/** The parser gives up at the place of one mistake too many. */
export class TooManyMistakes extends Error {
  constructor(readonly at: number) {
    super('too many mistakes');
  }
}

/** Each mistake takes the parser a fraction of a millisecond to recover from: a text of nothing else takes minutes. */
export const MAX_MISTAKES = 1_000;

/** Words the parser's errors as Langium does, and ends a parse that has nothing but errors. */
export class CountingMessages extends LangiumParserErrorMessageProvider {
  #count = 0;

  /** A new text begins. */
  restart(): void {
    this.#count = 0;
  }

  override buildMismatchTokenMessage(
    options: Parameters<LangiumParserErrorMessageProvider['buildMismatchTokenMessage']>[0],
  ): string {
    this.#note(options.actual.startOffset);
    return super.buildMismatchTokenMessage(options);
  }

  override buildNotAllInputParsedMessage(
    options: Parameters<LangiumParserErrorMessageProvider['buildNotAllInputParsedMessage']>[0],
  ): string {
    this.#note(options.firstRedundant.startOffset);
    return super.buildNotAllInputParsedMessage(options);
  }

  override buildNoViableAltMessage(
    options: Parameters<LangiumParserErrorMessageProvider['buildNoViableAltMessage']>[0],
  ): string {
    this.#note(options.actual[0]?.startOffset ?? 0);
    return super.buildNoViableAltMessage(options);
  }

  override buildEarlyExitMessage(
    options: Parameters<LangiumParserErrorMessageProvider['buildEarlyExitMessage']>[0],
  ): string {
    this.#note(options.actual[0]?.startOffset ?? 0);
    return super.buildEarlyExitMessage(options);
  }

  #note(at: number): void {
    if (++this.#count > MAX_MISTAKES) throw new TooManyMistakes(Number.isInteger(at) ? at : 0);
  }
}

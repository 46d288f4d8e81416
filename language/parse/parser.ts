import type { AstNode, ParseResult } from 'langium';
import type { File } from '../generated/ast';
import { CountingMessages, TooManyMistakes } from './mistakes';
import { createCoreServices, type RingfenceCoreServices } from './services';

let services: RingfenceCoreServices['ringfence'] | undefined;

/** The one parser of this process; building it costs more than parsing a file. */
export function parserServices(): RingfenceCoreServices['ringfence'] {
  services ??= createCoreServices().ringfence;
  return services;
}

/** Builds the parser, so that the first mistake in a file doesn't wait for it. */
export function prepareParser(): void {
  void parserServices().parser.LangiumParser;
}

/** Parses a file, or with `rule` a part of one; `TooManyMistakes` instead of a result where it is something else altogether. */
export function parseText<T extends AstNode = File>(text: string, rule?: string): ParseResult<T> | TooManyMistakes {
  const { LangiumParser, ParserErrorMessageProvider } = parserServices().parser;
  if (ParserErrorMessageProvider instanceof CountingMessages) ParserErrorMessageProvider.restart();
  try {
    return LangiumParser.parse<T>(text, rule === undefined ? undefined : { rule });
  } catch (error) {
    // a parser that was left in the middle of a text is not used again
    services = undefined;
    if (error instanceof TooManyMistakes) return error;
    throw error;
  }
}

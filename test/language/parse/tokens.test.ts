import { Lexer, type TokenType } from 'chevrotain';
import { DefaultTokenBuilder } from 'langium';
import { expect, test } from 'vitest';
import { createCoreServices } from '../../../language';

const { parser, Grammar } = createCoreServices().ringfence;
const tokens = Object.values(parser.Lexer.definition) as TokenType[];
const general = new DefaultTokenBuilder().buildTokens(Grammar) as TokenType[];

/** What a lexer works out of its tokens: by first character which of them to try, and which may hold the end of a line. */
function analysed(types: readonly TokenType[]) {
  const lexer = new Lexer([...types], { positionTracking: 'full' }) as unknown as {
    charCodeToPatternIdxToConfig: { defaultMode: { tokenType: TokenType }[][] };
    patternIdxToConfig: { defaultMode: { tokenType: TokenType; canLineTerminator: boolean }[] };
  };
  const byFirst = lexer.charCodeToPatternIdxToConfig.defaultMode.map((configs) =>
    configs.map(({ tokenType }) => tokenType.name),
  );
  const breaks = lexer.patternIdxToConfig.defaultMode.map((config) => [
    config.tokenType.name,
    config.canLineTerminator,
  ]);
  return { byFirst, breaks: Object.fromEntries(breaks) as Record<string, boolean> };
}

test('what is said of tokens beforehand is what a lexer finds out', () => {
  const found = analysed(
    tokens.map(({ LINE_BREAKS: breaks, START_CHARS_HINT: _, LONGER_ALT: __, ...token }) =>
      // patterns that look around are said anyway
      /^[a-z]/.test(token.name) ? { ...token, LINE_BREAKS: breaks! } : token,
    ),
  );
  const said = analysed(tokens.map(({ LONGER_ALT: _, ...token }) => token));
  expect(said.byFirst).toEqual(found.byFirst);
  expect(said.breaks).toEqual(found.breaks);
});

test('so is what a keyword may be the beginning of', () => {
  const longer = (of: readonly TokenType[]) =>
    of.map(({ name, LONGER_ALT }) => [
      name,
      [LONGER_ALT ?? []].flat().flatMap((one) => (one.name === 'RULE_ID' ? [] : one.name)),
    ]);
  expect(longer(tokens)).toEqual(longer(general));
});

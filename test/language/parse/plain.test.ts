import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type AstNode, AstUtils, type RootCstNode } from 'langium';
import { describe, expect, test } from 'vitest';
import {
  type ast,
  createCoreServices,
  leafAt,
  leavesOf,
  parseRuleFile,
  propertyNode,
  type RuleFile,
} from '../../../language';
import { CountingMessages, TooManyMistakes } from '../../../language/parse/mistakes';
import { parseText } from '../../../language/parse/parser';
import { wordsAndComments } from '../../../language/parse/pieces';
import { parsePlainFile } from '../../../language/parse/plain/parse-plain';
import { Words } from '../../../language/parse/plain/words';
import { syntaxDiagnostics } from '../../../language/parse/syntax-diagnostics';

const files = ['packs', 'samples'].flatMap((folder) =>
  (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[])
    .filter((path) => path.endsWith('.fence') && !path.includes('node_modules'))
    .map((path) => join(folder, path)),
);

let { parser } = createCoreServices().ringfence;

/** The tree of the grammar's own parser; null for a text with errors. */
function langiumTree(text: string): ast.File | null {
  if (parser.ParserErrorMessageProvider instanceof CountingMessages) parser.ParserErrorMessageProvider.restart();
  try {
    const { value, parserErrors, lexerErrors } = parser.LangiumParser.parse<ast.File>(text);
    return parserErrors.length + lexerErrors.length === 0 ? value : null;
  } catch (error) {
    if (!(error instanceof TooManyMistakes)) throw error;
    parser = createCoreServices().ringfence.parser;
    return null;
  }
}

/** A tree with everything that is asked of one: what nodes hold, in their order, and where it stands. */
function described(file: ast.File) {
  const place = (node: AstNode) => [node.$type, node.$cstNode?.offset, node.$cstNode?.end];
  const nodes = AstUtils.streamAst(file).toArray();
  const held = ({ $container: of, $containerProperty, $containerIndex, $cstNode: _, ...rest }: AstNode) =>
    Object.entries(rest).map(([key, value]) => (typeof value === 'object' ? key : [key, value])) as unknown[];
  return {
    nodes: nodes.map((node) => [place(node), node.$container && place(node.$container), held(node)]),
    contained: nodes.map((node) => [node.$containerProperty, node.$containerIndex]),
  };
}

/** Its words, and where values are written. */
function describedWords(file: ast.File, beginning?: RuleFile['beginning']) {
  const of = { ...parseRuleFile('file:///a.fence', ''), beginning, ast: file } as RuleFile;
  const written = AstUtils.streamAst(file).flatMap((node) =>
    Object.entries(node)
      .filter(([key, value]) => !key.startsWith('$') && [value].flat().some((each) => typeof each === 'string'))
      .flatMap(([key, value]) =>
        [value].flat().map((_, index) => [key, index, propertyNode(node, key, index)?.offset]),
      ),
  );
  const words = leavesOf(of).map(({ offset, end, text, tokenType, astNode }) => [
    ...[offset, end, text, tokenType.name],
    ...[astNode.$type, astNode.$cstNode?.offset, astNode.$cstNode?.end],
  ]);
  // of a comment only one of the trees knows
  const wordAt = (offset: number) => {
    const leaf = leafAt(of, offset);
    return leaf && !leaf.tokenType.name.endsWith('COMMENT') ? leaf.offset : undefined;
  };
  const touched = words.map(([offset, end]) => [wordAt(offset as number), wordAt(end as number)]);
  const pieces = wordsAndComments(file).map(({ offset, end, text, hidden }) => [offset, end, text, hidden]);
  return { written: written.toArray(), words, touched, pieces };
}

describe('what ships is read plainly, to the tree of the grammar’s own parser', () => {
  test.each(files)('%s', (path) => {
    const text = readFileSync(path, 'utf8');
    const { ast: tree, diagnostics } = parseRuleFile(`file:///${path}`, text);
    expect(diagnostics).toEqual([]);
    expect((tree.$cstNode as RootCstNode).content).toEqual([]);
    const expected = langiumTree(text)!;
    expect(described(tree)).toEqual(described(expected));
    expect(describedWords(tree)).toEqual(describedWords(expected));
  });
});

const declarations = files.flatMap((path) =>
  readFileSync(path, 'utf8').split(/\n(?=(?:rule|signal|let|test|attribute|inherited|param|exempt)\b)/),
);
const cut = (text: string) => text.match(/\s+|"(?:\\.|[^"\\\n])*"?|[\w.:`-]+|[^\s\w]/g) ?? [];
const short = declarations.map(cut).filter(({ length }) => length < 200);
const apart = (words: string) => words.split(' ');
const word = fc.constantFrom(
  ...apart('rule exempt expect test let signal import span event from until by else each per when'),
  ...apart('or and not in as where matches contains true null message context window tumbling severity'),
  ...apart('1min 10KB 2027-01-01 1.5 2e3 µs 12x not-found x x.y span:name trace.x'),
  ...apart('( ) [ ] { } , . = == != < >= ?? + - * / % : ! && || =~ ; "t" " ` /*'),
  ...['not in', '`a b`', '// x\n', '/* y */'],
  ...[' ', '\n', '\t', '\r', '\u00a0', '\u2028', '\ufeff', 'é', ''],
);
const changed = fc
  .tuple(fc.constantFrom(...short), fc.array(fc.tuple(fc.nat(), fc.nat(2), word, fc.boolean()), { maxLength: 3 }))
  .map(([words, changes]) => {
    const made = [...words];
    for (const [at, gone, put, spaced] of changes) made.splice(at % made.length, gone, spaced ? ` ${put} ` : put);
    return made.join('');
  });

test('a text that is read plainly has no mistakes, and the same tree', () => {
  let plain = 0;
  fc.assert(
    fc.property(changed, (text) => {
      const { file: tree, isWhole } = parsePlainFile(text);
      if (!isWhole) return;
      const expected = langiumTree(text);
      expect(expected).not.toBeNull();
      // an empty file stands nowhere
      if (tree.declarations.length + tree.imports.length === 0) return;
      plain++;
      expect(described(tree)).toEqual(described(expected!));
      expect(describedWords(tree)).toEqual(describedWords(expected!));
    }),
    { numRuns: 1_000 },
  );
  expect(plain).toBeGreaterThan(50);
});

test('of a file with mistakes the beginning is read plainly, and all is as if it weren’t', () => {
  let begun = 0;
  const parts = fc.array(fc.constantFrom(...short), { minLength: 1, maxLength: 4 });
  const texts = fc.tuple(parts, changed, parts).map(([before, broken, after]) => {
    const whole = (some: readonly (readonly string[])[]) => some.map((words) => words.join('')).join('\n');
    return `${whole(before)}\n${broken}\n${whole(after)}`;
  });
  fc.assert(
    fc.property(texts, (text) => {
      const file = parseRuleFile('file:///a.fence', text);
      const careful = parseText(text);
      if (file.beginning === undefined || careful instanceof TooManyMistakes) return;
      begun++;
      expect(file.diagnostics).toEqual(syntaxDiagnostics(file.uri, text, file.lines, careful));
      const [tree, expected] = [described(file.ast), described(careful.value as ast.File)];
      // where the file itself stands is nobody's matter
      expect(tree.nodes.slice(1).map(([place, , held]) => [place, held])).toEqual(
        expected.nodes.slice(1).map(([place, , held]) => [place, held]),
      );
      expect(tree.contained).toEqual(expected.contained);
      const words = describedWords(file.ast, file.beginning);
      const all = describedWords(careful.value as ast.File);
      expect([words.words, words.written, words.touched]).toEqual([all.words, all.written, all.touched]);
    }),
    { numRuns: 500 },
  );
  expect(begun).toBeGreaterThan(50);
});

test('every keyword of the grammar is a word where its lexer takes it for one', () => {
  const keywords = Object.keys(parser.Lexer.definition).filter((name) => /^[a-z_]+$/.test(name));
  expect(keywords.length).toBeGreaterThan(40);
  const surroundings = [
    ...['K x', 'K "x"', 'K { x', 'x K', 'x == K y', 'K = 1', 'K.y', 'x K-y'],
    ...['rule K {', 'rule K-y {', 'K: 1'],
  ];
  for (const text of surroundings.flatMap((around) => keywords.map((keyword) => around.replace('K', keyword)))) {
    const kinds: string[] = [];
    const words = new Words(text);
    while (words.more()) kinds.push(words.kind);
    const expected = parser.Lexer.tokenize(text).tokens.map(({ tokenType }) => tokenType.name);
    expect([text, kinds]).toEqual([text, expected]);
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledProject, compileProject, parseRuleFile } from '../../language';
import { PACKS } from '../support/rules';

const docs = join(import.meta.dirname, '../../docs');

/** A fenced block of a page. `file` is the name after its language: other blocks of the page load it by that. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly file: string | null;
  readonly text: string;
}

export function readPage(page: string): string {
  return readFileSync(join(docs, page), 'utf8');
}

export function blocksOf(page: string): Block[] {
  const text = readPage(page);
  return [...text.matchAll(/^```([\w-]+)(?: (\S+))?\n(.*?)^```$/gms)].map((found) => ({
    page,
    line: text.slice(0, found.index).split('\n').length + 1,
    language: found[1]!,
    file: found[2] ?? null,
    text: found[3]!,
  }));
}

/** What the named blocks of a page say, by their names. */
export function filesOf(page: string): Record<string, string> {
  return Object.fromEntries(blocksOf(page).flatMap(({ file, text }) => (file === null ? [] : [[file, text]])));
}

const folder = 'file:///rules';

/** Compiles a block as a rule file that lies beside the files of its page. */
export function compileBlock(block: Block): CompiledProject {
  const files = filesOf(block.page);
  const own = block.file ?? 'example.fence';
  const beside = Object.entries(files).filter(([name]) => name.endsWith('.fence') && name !== own);
  return compileProject({
    files: [[own, block.text] as const, ...beside].map(([name, text]) => parseRuleFile(`${folder}/${name}`, text)),
    packs: PACKS,
    loadData: (uri) => files[uri.replace(`${folder}/`, '')],
  });
}

/** The rows of the table under a heading of a page, as cells; code spans keep their text, `\|` is a bar. */
export function tableUnder(page: string, heading: string): string[][] {
  const [, below] = readPage(page).split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (below === undefined) throw new Error(`${page} has no heading “${heading}”`);
  const section = below.split(/^#+ /m)[0]!;
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

/** What stands in back quotes in a cell. */
export function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`` (.*?) ``|`([^`]+)`/g)].map(([, doubled, single]) => (doubled ?? single)!);
}

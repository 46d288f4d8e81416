import type { Library, PackRule } from './library';
import { prose, row } from './markdown';
import { sourcePath } from './page';

/** What each pack is, in the order in which they are listed. */
export interface PackTitle {
  readonly pack: string;
  readonly title: string;
}

/** docs/packs/README.md: every rule of every pack with its page. */
export function indexPage({ rules }: Library, titles: readonly PackTitle[]): string {
  const byPack = Map.groupBy(rules, (rule) => rule.pack);
  const known = titles.map(({ pack }) => pack);
  const packs = [...byPack.keys()].sort((a, b) => place(known, a) - place(known, b) || (a < b ? -1 : 1));
  return `${[
    '# Rule packs',
    `Rules that ship with Ringfence. \`ringfence check pack/NAME --traces …\` judges by a pack, \`pack/NAME/SECTION\` by one of its files,
and \`"rules": ["pack/NAME", "rules"]\` in \`ringfence.json\` takes one into a project. [Adapting a pack](../language/declarations.md#adapting-a-pack)
says how its names, tables and limits become yours; [coverage](../coverage.md) which rule is for which item of the documents that the packs are made from.`,
    [
      row('Pack', 'Rules', ''),
      row('---', '---', '---'),
      ...packs.map((pack) => packRow(pack, byPack.get(pack)!, titles)),
    ].join('\n'),
    ...packs.flatMap((pack) => packSection(pack, byPack.get(pack)!)),
  ].join('\n\n')}\n`;
}

function place(known: readonly string[], pack: string): number {
  const at = known.indexOf(pack);
  return at < 0 ? known.length : at;
}

function packRow(pack: string, rules: readonly PackRule[], titles: readonly PackTitle[]): string {
  const title = titles.find((each) => each.pack === pack)?.title ?? '';
  return row(`[\`pack/${pack}\`](#pack${pack})`, String(rules.length), prose(title));
}

function packSection(pack: string, rules: readonly PackRule[]): string[] {
  const files = Map.groupBy(rules, (rule) => rule.file);
  return [`## pack/${pack}`, ...[...files].flatMap(([file, own]) => [fileHead(file), fileTable(pack, own)])];
}

function fileHead(file: string): string {
  return `### [${file}](../../${sourcePath(file)})`;
}

function fileTable(pack: string, rules: readonly PackRule[]): string {
  const rows = rules.map(({ id, title, severity }) => row(`[${id}](${pack}/${id}.md)`, prose(title), severity));
  return [row('Rule', 'What must be so', 'Severity'), row('---', '---', '---'), ...rows].join('\n');
}

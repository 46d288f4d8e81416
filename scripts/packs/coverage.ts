import { parseDocument } from 'yaml';
import type { Library, PackRule } from './library';
import { prose, row } from './markdown';

/** One of the documents that the packs are made from, and its numbers in the checklist. */
export interface Source {
  readonly pack: string;
  readonly title: string;
  readonly first: number;
  readonly last: number;
}

/** What docs/coverage/PACK.yaml says of a number. */
interface Item {
  readonly item: string;
  readonly docs: readonly string[];
  readonly note: string;
  readonly cannot: string;
}

export interface Coverage {
  /** docs/coverage.md. */
  readonly page: string;
  readonly problems: readonly string[];
}

/** `resolves` tells whether a link `docs/page.md#heading` leads somewhere. */
export interface CoverageInput {
  readonly sources: readonly Source[];
  /** The text of docs/coverage/PACK.yaml; undefined where there is none. */
  read(pack: string): string | undefined;
  resolves(link: string): boolean;
}

/** One row for each number: its rules, the documentation, or why traces can't show it. */
export function coverageOf({ rules }: Library, { sources, read, resolves }: CoverageInput): Coverage {
  const problems: string[] = [];
  const known = new Set(sources.flatMap(({ first, last }) => numbersFrom(first, last)));
  const bySeed = seedTable(rules, problems);
  const sections = sources.map((source) => {
    const { items, wrong } = readItems(source, read(source.pack));
    problems.push(...wrong);
    const rows = numbersFrom(source.first, source.last).map((number) => {
      const found = bySeed.get(number) ?? [];
      problems.push(...problemsOf(number, source, items.get(number), found, resolves));
      return itemRow(number, items.get(number), found);
    });
    return { ...source, rows, counts: countsOf(source, items, bySeed) };
  });
  for (const [number, found] of bySeed) {
    if (!known.has(number) && number > LAST_CONFLICT)
      problems.push(`${found.map(({ id }) => id).join(', ')}: the checklist has no number ${number}`);
  }
  return { page: pageOf(sections), problems };
}

/** Numbers beyond the items are conflicts between the documents, decided in docs/language/decisions.md. */
const LAST_CONFLICT = 417;

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function seedTable(rules: readonly PackRule[], problems: string[]): ReadonlyMap<number, readonly PackRule[]> {
  const table = new Map<number, PackRule[]>();
  for (const rule of rules) {
    for (const number of new Set(rule.seeds)) table.set(number, [...(table.get(number) ?? []), rule]);
    if (rule.seeds.length !== new Set(rule.seeds).size) problems.push(`${rule.id}: a number stands twice in its tags`);
  }
  return table;
}

function readItems({ pack, first, last }: Source, text: string | undefined) {
  const path = `docs/coverage/${pack}.yaml`;
  const items = new Map<number, Item>();
  if (text === undefined) return { items, wrong: [`${path} is missing`] };
  const document = parseDocument(text);
  const wrong = document.errors.map((error) => `${path}: ${error.message}`);
  const entries: unknown = wrong.length > 0 ? {} : document.toJS();
  for (const [key, value] of Object.entries(isRecord(entries) ? entries : {})) {
    const number = Number(key);
    if (!Number.isInteger(number) || number < first || number > last)
      wrong.push(`${path}: ${key} is not a number from ${first} to ${last}`);
    else items.set(number, itemOf(value));
    const odd = isRecord(value) ? Object.keys(value).filter((name) => !KEYS.includes(name)) : ['(no record)'];
    if (odd.length > 0) wrong.push(`${path}: ${key} has ${odd.join(', ')}; there are ${KEYS.join(', ')}`);
  }
  return { items, wrong };
}

const KEYS = ['item', 'docs', 'note', 'cannot'];

function itemOf(value: unknown): Item {
  const { item, docs, note, cannot } = isRecord(value) ? value : {};
  const text = (part: unknown) => (typeof part === 'string' ? part.trim() : '');
  const links = Array.isArray(docs) ? docs.map(text) : [text(docs)];
  return { item: text(item), docs: links.filter((link) => link !== ''), note: text(note), cannot: text(cannot) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemsOf(
  number: number,
  { pack }: Source,
  entry: Item | undefined,
  rules: readonly PackRule[],
  resolves: CoverageInput['resolves'],
): string[] {
  const at = `docs/coverage/${pack}.yaml: ${number}`;
  if (!entry) return [`${at} is missing`];
  const ids = rules.map(({ id }) => id).join(', ');
  const dead = entry.docs.filter((link) => !resolves(link)).map((link) => `${at}: ${link} leads nowhere`);
  if (entry.item === '') dead.push(`${at} has no item: say in a few words what it is about`);
  if (rules.length > 0 && entry.cannot !== '') dead.push(`${at} can’t be seen, says the file, and ${ids} has its tag`);
  if (rules.length + entry.docs.length === 0 && entry.cannot === '')
    dead.push(`${at} has no rule with the tag seed_${number}, no docs and no cannot`);
  return dead;
}

function itemRow(number: number, entry: Item | undefined, rules: readonly PackRule[]): string {
  const { item = '', docs = [], note = '', cannot = '' } = entry ?? {};
  const pages = rules.map(({ pack, id }) => `[${id}](packs/${pack}/${id}.md)`);
  const links = docs.map((link) => `[${titleOf(link)}](${fromDocs(link)})`);
  const where = [...pages, ...links].join(', ');
  const said = [where, prose(note)].filter((part) => part !== '').join(': ');
  return row(String(number), prose(item), cannot === '' ? said : `*Not covered:* ${prose(cannot)}`);
}

/** A path from the project's folder as a page in docs/ links it. */
function fromDocs(link: string): string {
  return link.startsWith('docs/') ? link.slice('docs/'.length) : `../${link}`;
}

/** `docs/command-line.md#exit-codes` → `command-line: exit codes`. */
function titleOf(link: string): string {
  const [path = '', anchor] = link.split('#');
  const name = path
    .replace(/^docs\//, '')
    .replace(/^\.\.\//, '')
    .replace(/(\/README)?\.\w+$/, '');
  return anchor === undefined ? name : `${name}: ${anchor.replaceAll('-', ' ')}`;
}

interface Counts {
  readonly rules: number;
  readonly docs: number;
  readonly cannot: number;
}

function countsOf(
  { first, last }: Source,
  items: ReadonlyMap<number, Item>,
  rules: ReadonlyMap<number, readonly PackRule[]>,
): Counts {
  const numbers = numbersFrom(first, last);
  const withRule = numbers.filter((number) => rules.has(number));
  const others = numbers.filter((number) => !rules.has(number)).map((number) => items.get(number));
  return {
    rules: withRule.length,
    docs: others.filter((item) => item !== undefined && item.cannot === '').length,
    cannot: others.filter((item) => item !== undefined && item.cannot !== '').length,
  };
}

type Section = Source & { readonly rows: readonly string[]; readonly counts: Counts };

function pageOf(sections: readonly Section[]): string {
  return `${[
    '# Coverage',
    `The packs are made from three documents. This is every item of them, by the number that rules carry as a tag \`seed_N\`: the rules that
are for it, where the documentation answers it, or why neither does. What the documents disagree on is decided under
[conflicts between the packs’ sources](language/decisions.md#conflicts-between-the-packs-sources).`,
    [
      row('Items', 'From', 'By rules', 'By documentation', 'Not covered, and why'),
      row('---', '---', '---', '---', '---'),
      ...sections.map(({ title, first, last, counts }) =>
        row(`${first}–${last}`, title, String(counts.rules), String(counts.docs), String(counts.cannot)),
      ),
    ].join('\n'),
    ...sections.flatMap(({ title, rows }) => [
      `## ${title}`,
      [row('Item', 'What it says', 'Where'), row('---', '---', '---'), ...rows].join('\n'),
    ]),
  ].join('\n\n')}\n`;
}

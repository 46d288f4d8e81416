import type { PackRule, PackTest } from './library';
import { code, fenced, prose, row } from './markdown';

/** Where a rule's page lies, from the project's folder. */
export function pagePath({ pack, id }: PackRule): string {
  return `docs/packs/${pack}/${id}.md`;
}

/** A rule's page: what its comment says, how it stands in the pack, and its tests as examples. */
export function rulePage(rule: PackRule): string {
  const { id, title, comment, recommend, source, tests, file, pack } = rule;
  const run = `ringfence test pack/${pack} --rule ${id}`;
  return `${[
    `# ${id}`,
    prose(`${title}.`),
    table(rule),
    '## What it catches',
    prose(sentence(comment.catches)),
    '## What it needs',
    prose(sentence(comment.needs)),
    '## How to instrument for it',
    prose(sentence(comment.instrument)),
    "## What it can't see",
    prose(sentence(comment.cannotSee)),
    ...(recommend.length === 0 ? [] : ['## What to do about a violation', list(recommend)]),
    '## The rule',
    `In [\`${file}\`](../../../${sourcePath(file)}); ${code(`ringfence check pack/${pack} --rule ${id} --traces …`)} judges by it alone.`,
    fenced(source),
    ...(tests.length === 0 ? [] : ['## Examples', `${code(run)} runs them.`, ...tests.flatMap(example)]),
  ].join('\n\n')}\n`;
}

/** The file of a rule file's name, from the project's folder. */
export function sourcePath(name: string): string {
  return `${name.replace(/^pack\//, 'packs/')}.fence`;
}

function table({ severity, controls, tags, seeds }: PackRule): string {
  const plain = tags.filter((tag) => !/^seed_\d+$/.test(tag));
  const items = seeds.map(String).join(', ');
  return [
    row('', ''),
    row('---', '---'),
    row('Severity', severity),
    ...(controls.length === 0 ? [] : [row('Controls', controls.map(code).join(' '))]),
    ...(plain.length === 0 ? [] : [row('Tags', plain.map(code).join(' '))]),
    ...(seeds.length === 0 ? [] : [row('Checklist', `[${items}](../../coverage.md)`)]),
  ].join('\n');
}

/** With a capital letter, but for names. */
function sentence(text: string): string {
  return /^[a-z]+\b(?![._(=:/-])/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;
}

function list(texts: readonly string[]): string {
  return texts.map((text) => `- ${prose(text)}`).join('\n');
}

function example({ case: what, verdicts, source }: PackTest): string[] {
  const said = [...new Set(verdicts)].map((verdict) => `*${verdict}*`).join(', ');
  return [`### ${sentence(what)}`, ...(said === '' ? [] : [`${said}:`]), fenced(source)];
}

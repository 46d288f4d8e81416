import { isMap, isScalar, type ParsedNode, type YAMLMap } from 'yaml';
import { didYouMean } from '../compile/suggest';
import { MappedText } from './mapped-text';
import { scalarOffsets } from './scalar-offsets';
import { scalarOf, scalarsOf } from './yaml-document';

const KEYS = [
  'id',
  'name',
  'title',
  'description',
  'severity',
  'condition',
  'message',
  'recommendation',
  'recommend',
  'tags',
  'controls',
  'services',
  'context',
  'enabled',
];

/** Severities of other scales, and what they are on this one. */
const SEVERITY_WORDS: Record<string, string> = {
  warning: 'medium',
  error: 'high',
  violation: 'high',
  improvement: 'low',
  information: 'info',
  informational: 'info',
};

export type ReportAt = (
  start: number,
  end: number,
  code: string,
  message: string,
  severity?: 'error' | 'warning',
) => void;

/** One item of `rules:` as the text of a rule; undefined where something it needs is missing (and reported). */
export function ruleItemText(item: ParsedNode, source: string, report: ReportAt): MappedText | undefined {
  const [start, end] = item.range;
  if (!isMap(item)) {
    report(start, end, 'yaml-rule', 'A rule is a map with id and condition.');
    return undefined;
  }
  const map = item as YAMLMap.Parsed;
  checkKeys(map, report);
  const id = scalarOf(map, 'id');
  const condition = scalarOf(map, 'condition');
  if (!id || !condition) {
    report(
      start,
      Math.min(end, start + 1),
      'yaml-rule',
      `This rule has no ${id ? 'condition' : 'id'}: a rule has an id and a condition.`,
    );
    return undefined;
  }
  if (scalarOf(map, 'enabled')?.text === 'false') return undefined;
  const text = new MappedText().insert(`rule ${ruleName(id.text)}`, id.start);
  const title = scalarOf(map, 'name') ?? scalarOf(map, 'title');
  if (title) text.insert(` ${quoted(title.text)}`, title.start);
  text.insert(' {\n', id.start);
  metadata(map, text, report);
  text
    .insert('  ', condition.start)
    .copy(condition.text, scalarOffsets(condition.text, source, condition.start, condition.end));
  messages(map, text);
  return text.insert('\n}\n', condition.end);
}

function checkKeys(map: YAMLMap.Parsed, report: ReportAt): void {
  for (const { key } of map.items) {
    if (isScalar(key) && KEYS.includes(String(key.value))) continue;
    const [start, end] = key.range;
    const word = isScalar(key) ? String(key.value) : 'this';
    report(
      start,
      end,
      'yaml-key',
      `“${word}” means nothing in a rule and is not read.${didYouMean(word, KEYS)}`,
      'warning',
    );
  }
}

function metadata(map: YAMLMap.Parsed, text: MappedText, report: ReportAt): void {
  const severity = scalarOf(map, 'severity');
  if (severity)
    text.insert(`  severity ${name(SEVERITY_WORDS[severity.text.toLowerCase()] ?? severity.text)}\n`, severity.start);
  for (const key of ['controls', 'tags', 'services'] as const) {
    const values = scalarsOf(map, key);
    if (values === null) report(map.range[0], map.range[0] + 1, 'yaml-rule', `“${key}” is a list of texts.`);
    if (!values) continue;
    const written = values.map((value) => (key === 'services' ? quoted(value.text) : name(value.text)));
    text.insert(`  ${key} [${written.join(', ')}]\n`, values[0]?.start ?? map.range[0]);
  }
}

function messages(map: YAMLMap.Parsed, text: MappedText): void {
  const message = scalarOf(map, 'message') ?? scalarOf(map, 'description');
  if (message) text.insert(`\n  message ${quoted(message.text)}`, message.start);
  const recommend = scalarsOf(map, 'recommendation') ?? scalarsOf(map, 'recommend');
  if (recommend && recommend.length > 0)
    text.insert(`\n  recommend ${recommend.map((value) => quoted(value.text)).join(', ')}`, recommend[0]!.start);
  const context = map.get('context', true);
  if (!isMap(context)) return;
  const fields = context.items.flatMap(({ key, value }) =>
    isScalar(key) && isScalar(value) ? [`${name(String(key.value))} = ${String(value.value)}`] : [],
  );
  text.insert(`\n  context { ${fields.join(', ')} }`, (context as YAMLMap.Parsed).range[0]);
}

/** A text as the language writes it; line breaks and quotes escaped, holes kept. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r?\n/g, '\\n').replace(/\t/g, '\\t')}"`;
}

/** A rule's id, in quotes where it needs them. */
function ruleName(id: string): string {
  return /^[A-Za-z_][\w.]*(-[\w.]+)*$/.test(id) ? id : quoted(id);
}

/** A name, in back quotes where it needs them. */
function name(text: string): string {
  const safe = text.replace(/[`\r\n]/g, '');
  return /^[A-Za-z_]\w*(\.\w+)*$/.test(safe) ? safe : `\`${safe}\``;
}

import { formatRuleFile } from '../../../language';
import type { Fitting, WrittenRule } from './fitting-rules';

/** What of a configuration the rule file spells out; everything else it reads when it judges. */
export interface Configured {
  /** Of the YAML file, from the rule file. */
  readonly path: string;
  readonly model: string;
  readonly isolation: string | null;
  readonly tenantLabel: string | null;
  readonly tenantColumn: string | null;
}

/** The rule file for a configuration, laid out. */
export function ruleFileFor(configured: Configured, { rules, leftOut, params }: Fitting): string {
  const parts = [
    heading(configured, rules.length),
    'import "pack/prism"',
    `let prism = load(${JSON.stringify(configured.path)})`,
    tenantAttribute(configured.tenantLabel),
    params.length > 0
      ? `// Set these here, by --param or in ringfence.json.\n${params.map(({ text }) => text).join('\n')}`
      : '',
    ...rules.map((rule, index) => `${sectionLine(rule, rules[index - 1])}${adapted(rule, configured.tenantColumn)}`),
    leftOut.length > 0 ? `// Left out, for want of anything in the configuration to go by:\n${wrapped(leftOut)}` : '',
  ];
  const text = `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  const formatted = formatRuleFile(text);
  return 'text' in formatted ? formatted.text : text;
}

function heading({ path, model, isolation }: Configured, rules: number): string {
  const level = isolation === null ? '' : `, isolation level ${isolation}`;
  return [
    `// ${rules} rules of pack/prism for a ${model} deployment${level}.`,
    `// Written by “ringfence init --from ${comment(path)}”. What that file says is read whenever rules are judged; write this one`,
    '// anew where its model, isolation level, kinds of isolation, tenant label or tenant column change.',
  ].join('\n');
}

/** Text from outside stays on its line. */
function comment(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

function tenantAttribute(label: string | null): string {
  if (label === null) return '';
  return [
    '// observability.tenant_label goes before the names that others use.',
    `attribute tenant_label = ${quoted(label)}`,
    'attribute tenant_id = tenant_label ?? tenant.id ?? tenant_id ?? app.tenant_id ?? app.tenant.id',
  ].join('\n');
}

/** A name as rules write it: odd ones in back quotes. */
function quoted(name: string): string {
  return /^[A-Za-z_]\w*(\.\w+)*$/.test(name) ? name : `\`${name}\``;
}

/** A rule without the numbers that only the packs' own tables know, and with the tenant's column as it is called here. */
function adapted({ text }: WrittenRule, column: string | null): string {
  const own = text.replace(/(?<=^\s*tags \[)[^\]]*/m, (tags) =>
    tags
      .split(',')
      .filter((tag) => !/^\s*seed_\d+\s*$/.test(tag))
      .join(',')
      .trim(),
  );
  return column === null ? own : own.replaceAll('.filters(tenant_id)', `.filters(${JSON.stringify(column)})`);
}

function sectionLine({ section }: WrittenRule, before: WrittenRule | undefined): string {
  return section === before?.section ? '' : `// ── ${section} ${'─'.repeat(Math.max(0, 90 - section.length))}\n\n`;
}

function wrapped(ids: readonly string[]): string {
  const lines: string[] = [];
  for (const id of ids) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + id.length < 96) lines[lines.length - 1] = `${last}, ${id}`;
    else lines.push(`// ${id}`);
  }
  return lines.join(',\n');
}

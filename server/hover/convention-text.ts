import { convention } from '../../language';

/** What the OpenTelemetry conventions say of an attribute, as Markdown. */
export function conventionText(name: string): string | undefined {
  const known = convention(name);
  if (!known) return undefined;
  const type = known.type ? ` · ${known.type}` : '';
  const values = known.values.length > 0 ? `One of ${list(known.values)}.` : '';
  const examples = known.examples.length > 0 ? `Such as ${list(known.examples)}.` : '';
  const deprecated = known.deprecated ? `⚠ ${known.deprecated}` : '';
  const parts = [`*OpenTelemetry convention${type}*`, known.brief, values, examples, deprecated];
  return parts.filter((part) => part !== '').join('\n\n');
}

const MAX_LISTED = 12;

function list(values: readonly string[]): string {
  const shown = values.slice(0, MAX_LISTED).map((value) => `\`${value.replaceAll('`', '')}\``);
  return values.length > MAX_LISTED ? `${shown.join(', ')} …` : shown.join(', ');
}

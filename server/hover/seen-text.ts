import type { Seen, SeenAttribute, SeenName } from '../seen/seen';
import { markdownText } from '../text/markdown';

const MAX_VALUES = 8;
const MAX_SERVICES = 5;

/**
 * What the traces have under a name: spans, events, attributes; undefined where they have nothing.
 * @param attributes the attributes that the name may stand for
 */
export function seenText(name: string, attributes: readonly string[], seen: Seen): string | undefined {
  const parts = [
    occurrenceText('span', seen.spans.get(name)),
    occurrenceText('event', seen.events.get(name)),
    ...attributes.map((attribute) => attributeText(attribute, seen.attributes.get(attribute))),
  ];
  const present = parts.filter((part) => part !== undefined);
  return present.length > 0 ? present.join('\n\n') : undefined;
}

function occurrenceText(what: string, seen: SeenName | undefined): string | undefined {
  if (!seen) return undefined;
  const services = seen.services.length > 0 ? ` in ${list(seen.services, MAX_SERVICES)}` : '';
  return `**${seen.count.toLocaleString('en-US')}** ${what}${seen.count === 1 ? '' : 's'} of this name in the traces${services}`;
}

function attributeText(name: string, seen: SeenAttribute | undefined): string | undefined {
  if (!seen) return undefined;
  const where = seen.scopes.map((scope) => `${scope} attribute`).join(' and ');
  const values = seen.values.length > 0 ? `: ${list(seen.values, MAX_VALUES, seen.complete)}` : '';
  return `${markdownText(name)} is a ${where} in the traces, there **${seen.count.toLocaleString('en-US')}** times${values}`;
}

function list(values: readonly string[], limit: number, complete = true): string {
  const shown = values.slice(0, limit).map(markdownText).join(', ');
  return values.length > limit || !complete ? `${shown} …` : shown;
}

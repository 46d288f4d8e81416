import type { AttributeScope, Slot, ValuePlan } from '../../engine';

/** Reads something of the occurrence that a text was read from. */
export type ReadBeside = (slot: Slot, scope: AttributeScope) => ValuePlan;

/**
 * Something else of the span or event that a text comes from, wherever the text was looked for: the first attribute that it is
 * made of says where. Null where it is no occurrence's.
 */
export function besideText(text: ValuePlan, read: ReadBeside): ValuePlan | null {
  const first = (parts: readonly ValuePlan[]): ValuePlan | null =>
    parts.map((part) => besideText(part, read)).find((found) => found !== null) ?? null;
  switch (text.op) {
    case 'attribute':
      return text.scope === 'resource' || text.scope === 'instrumentation' || text.scope === 'link'
        ? null
        : read(text.slot, text.scope);
    case 'coalesce':
      return first(text.of);
    case 'by-signal':
      return read(text.slot, 'occurrence');
    case 'inherited':
      return read(text.slot, 'occurrence');
    case 'navigate': {
      const value = besideText(text.value, read);
      return value && { ...text, value };
    }
    case 'call':
      return first(text.args);
    case 'member':
    case 'element':
      return besideText(text.of, read);
    default:
      return null;
  }
}

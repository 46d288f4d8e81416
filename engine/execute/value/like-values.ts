import type { SqlQuestion, TemplateHole, ValuePlan } from '../../plan/value';
import type { ValueOperator } from './evaluator';

/** A value that depends on the occurrence in one slot alone, or on nothing at all. */
export interface Lone {
  /** Of two values the same exactly if they are computed alike, whichever slots they read. */
  readonly number: number;
  /** What holds the occurrence; null for a constant. */
  readonly slot: number | null;
}

/** Tells which values of a plan are alike: rules that were written apart ask the same of the same occurrences. */
export class LikeValues {
  private readonly known = new Map<ValuePlan, Lone | null>();
  private readonly numbers = new Map<string, number>();
  private readonly data = new Map<unknown, number>();

  /** Null for what searches, reads several slots, a group's keys or a record at hand. */
  of(plan: ValuePlan): Lone | null {
    const known = this.known.get(plan);
    if (known !== undefined) return known;
    const found = this.find(plan);
    this.known.set(plan, found);
    return found;
  }

  private find(plan: ValuePlan): Lone | null {
    switch (plan.op) {
      case 'literal':
        return this.lone(null, [plan.op, typeof plan.value, String(plan.value)]);
      case 'data':
        return this.lone(null, [plan.op, this.numberOfData(plan.value)]);
      case 'duration':
      case 'instant':
        return this.lone(null, [plan.op, String(plan.nanoseconds)]);
      case 'attribute':
        return this.lone(plan.slot, [plan.op, plan.scope, plan.key]);
      case 'intrinsic':
        return this.lone(plan.slot, [plan.op, plan.name]);
      case 'values':
        return this.lone(plan.slot, [plan.op]);
      case 'attributes':
        return this.lone(plan.slot, [plan.op, plan.prefix]);
      case 'navigate':
        return this.reading([plan.value], plan.target) && this.made(plan.slot, [plan.op, plan.to], [plan.value]);
      case 'inherited':
        return this.ofInherited(plan);
      case 'by-signal':
        return this.ofSignals(plan);
      default:
        return this.ofParts(plan);
    }
  }

  /** What is made of parts that all read the same slot. */
  private ofParts(plan: ValuePlan): Lone | null {
    switch (plan.op) {
      case 'list':
        return this.joined([plan.op], plan.items);
      case 'coalesce':
        return this.joined([plan.op], plan.of);
      case 'arithmetic':
        return this.joined([plan.op, plan.operator], [plan.left, plan.right]);
      case 'negate':
        return this.joined([plan.op], [plan.of]);
      case 'call':
        return this.joined([plan.op, plan.function], plan.args);
      case 'member':
        return this.joined([plan.op, plan.name], [plan.of]);
      case 'element':
        return this.joined([plan.op], [plan.of, plan.at]);
      case 'text':
        return this.ofTemplate(plan);
      case 'sql':
        return this.ofSql(plan);
      default:
        return null;
    }
  }

  private ofInherited({ op, slot, at, value, resource, fallback }: ValueOperator<'inherited'>): Lone | null {
    const others = fallback === null ? [resource] : [resource, fallback];
    if (!this.reading([value], at) || !this.reading(others, slot)) return null;
    return this.made(slot, [op, others.length], [value, ...others]);
  }

  private ofSignals({ op, slot, arms }: ValueOperator<'by-signal'>): Lone | null {
    const values = arms.map((arm) => arm.value);
    if (!this.reading(values, slot)) return null;
    return this.made(slot, [op, ...arms.map((arm) => arm.signal)], values);
  }

  private ofTemplate({ op, parts }: ValueOperator<'text'>): Lone | null {
    const holes = parts.flatMap((part) => (typeof part === 'string' || part.value === null ? [] : [part.value]));
    return this.joined([op, ...parts.map(textOfPart)], holes);
  }

  private ofSql({ op, text, system, parameters, question }: ValueOperator<'sql'>): Lone | null {
    // whether row-level security is in force is searched for
    if ('secured' in question && question.secured?.context) return null;
    const tables = 'tables' in question ? [question.tables, question.secured?.tables ?? null] : [];
    const parts = [text, system, parameters, ...tables];
    const given = parts.map((part) => part !== null);
    return this.joined(
      [op, ...wordsOf(question), given.join()],
      parts.filter((part) => part !== null),
    );
  }

  /** Null unless all parts read the same slot or nothing. */
  private joined(words: readonly unknown[], parts: readonly ValuePlan[]): Lone | null {
    const [slot = null] = parts.flatMap((part) => this.of(part)?.slot ?? []);
    return this.reading(parts, slot) && this.made(slot, words, parts);
  }

  /** Whether parts depend on the occurrence in a slot alone; otherwise null. */
  private reading(parts: readonly ValuePlan[], slot: number | null): true | null {
    const all = parts.every((part) => {
      const lone = this.of(part);
      return lone !== null && (lone.slot === null || lone.slot === slot);
    });
    return all || null;
  }

  private made(slot: number | null, words: readonly unknown[], parts: readonly ValuePlan[]): Lone {
    // a constant part and one that reads the slot differ by what they are
    return this.lone(slot, [...words, ...parts.map((part) => this.of(part)!.number)]);
  }

  private lone(slot: number | null, words: readonly unknown[]): Lone {
    return { number: numberOf(this.numbers, JSON.stringify(words)), slot };
  }

  /** Loaded data is one object wherever it is named. */
  private numberOfData(value: unknown): number {
    return numberOf(this.data, value);
  }
}

function numberOf<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function textOfPart(part: TemplateHole): string | null | true {
  if (typeof part === 'string') return part;
  return part.value === null ? null : true;
}

function wordsOf(question: SqlQuestion): readonly unknown[] {
  if ('setting' in question) return [question.part, question.setting];
  if (!('columns' in question)) return [question.part];
  return [question.part, question.columns, question.detail, question.secured !== null];
}

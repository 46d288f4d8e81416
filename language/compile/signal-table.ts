import type { ConditionPlan, SignalDefinition, SignalId, SignalPlan } from '../../engine';
import type { Expr, Field, IntervalTerm, Signal, Term as SignalTermNode } from '../generated/ast';
import type { Declared } from '../names/declarations';
import { lookUpSignal } from '../names/lookup';
import { pathName } from '../syntax/path';
import { stringText } from '../syntax/string-literal';
import {
  type Context,
  Frame,
  fileContext,
  MAX_DECLARATION_DEPTH,
  mayExpand,
  report,
  reportAmbiguous,
  reportBroken,
} from './context';
import { compileValue } from './value';

/** A compiled signal with what its fields are made of. */
export interface SignalEntry {
  readonly id: SignalId;
  readonly name: string;
  /** Null for a name that nothing declares, and for `span` and `event`. */
  readonly declared: Declared<Signal> | null;
  /** The signals that a match came through: where a field may come from that the own block doesn't give. */
  readonly underlying: readonly SignalEntry[];
  readonly fields: ReadonlyMap<string, Field>;
  /** How many signals stand beneath each other in it, itself included. */
  readonly depth: number;
}

/** The id of what stands for any signal of a rule, or for none of them. */
export const NO_SIGNAL: SignalId = -1;

type CompileCondition = (condition: Expr, context: Context) => ConditionPlan;

/** Every signal that rules reach, compiled once. */
export class SignalTable {
  readonly plans: SignalPlan[] = [];
  readonly #byKey = new Map<string, SignalEntry>();
  readonly #byDeclaration = new Map<object, SignalEntry | 'failed'>();
  readonly #compileCondition: CompileCondition;

  constructor(compileCondition: CompileCondition) {
    this.#compileCondition = compileCondition;
  }

  entry(id: SignalId): SignalEntry {
    return this.#entries[id]!;
  }
  readonly #entries: SignalEntry[] = [];

  /** The signal that a name means in a file: `span`, `event`, a declared one, else everything of exactly that name. */
  named(name: string, context: Context, node: Parameters<typeof report>[1]): SignalEntry | null {
    if (name === 'span' || name === 'event') return this.#builtIn(name);
    const { declared, ambiguous } = lookUpSignal(context.scope, name);
    if (ambiguous.length > 1) {
      reportAmbiguous(context, node, name, ambiguous);
      return null;
    }
    return declared ? this.#declaredSignal(declared, context, node) : this.#undeclared(name);
  }

  #builtIn(kind: 'span' | 'event'): SignalEntry {
    const op = kind === 'span' ? 'spans' : 'events';
    return this.#once(`builtin ${kind}`, kind, true, { op, name: null, where: null });
  }

  #undeclared(name: string): SignalEntry {
    return this.#once(`named ${name}`, name, false, { op: 'named', name });
  }

  #once(key: string, name: string, declared: boolean, definition: SignalDefinition): SignalEntry {
    let entry = this.#byKey.get(key);
    if (!entry) {
      entry = this.#add(name, declared, 1, definition, null, [], new Map());
      this.#byKey.set(key, entry);
    }
    return entry;
  }

  #add(
    name: string,
    isDeclared: boolean,
    slots: number,
    definition: SignalDefinition,
    declared: Declared<Signal> | null,
    underlying: readonly SignalEntry[],
    fields: ReadonlyMap<string, Field>,
  ): SignalEntry {
    const id = this.plans.length;
    this.plans.push({ id, name, declared: isDeclared, slots, definition });
    const depth = 1 + underlying.reduce((deepest, arm) => Math.max(deepest, arm.depth), 0);
    const entry = { id, name, declared, underlying, fields, depth };
    this.#entries.push(entry);
    return entry;
  }

  #declaredSignal(
    declared: Declared<Signal>,
    context: Context,
    node: Parameters<typeof report>[1],
  ): SignalEntry | null {
    const known = this.#byDeclaration.get(declared.node);
    if (known === 'failed') {
      reportBroken(context, node, declared.node, `The signal “${declared.name}”`);
      return null;
    }
    if (known) return known;
    if (context.declaring.includes(declared.node)) {
      report(context, node, 'reaches-itself', `The signal “${declared.name}” reaches itself.`);
      return null;
    }
    if (!mayExpand(context, node, declared.name, declared.node)) return null;
    const inside = declarationContext(context, declared);
    const entry = this.#compileTerms(declared, inside);
    this.#byDeclaration.set(declared.node, inside.use.failed || !entry ? 'failed' : entry);
    if (!inside.use.failed && entry) return entry;
    reportBroken(context, node, declared.node, `The signal “${declared.name}”`);
    return null;
  }

  #compileTerms(declared: Declared<Signal>, context: Context): SignalEntry | null {
    const { node, name } = declared;
    const arms = node.terms.map((term) => this.#term(term, name, context));
    if (arms.length === 0 || arms.some((arm) => arm === null)) return null;
    const fields = new Map<string, Field>();
    for (const field of node.fields) {
      const fieldName = pathName(field.name ?? '');
      if (fields.has(fieldName))
        report(context, field, 'duplicate-name', `The field “${fieldName}” stands here twice.`);
      else fields.set(fieldName, field);
    }
    const underlying = arms as SignalEntry[];
    if (underlying.some((arm) => arm.depth > MAX_DECLARATION_DEPTH)) {
      const message = `“${name}” stands upon more than ${MAX_DECLARATION_DEPTH} signals that narrow one another.`;
      report(context, node, 'declarations-too-deep', message);
      return null;
    }
    // a declaration of one term takes that term's definition over, so that it costs one membership pass
    const only = underlying.length === 1 ? this.plans[underlying[0]!.id]! : null;
    const definition: SignalDefinition = only?.definition ?? { op: 'union', of: underlying.map((arm) => arm.id) };
    return this.#add(name, true, only?.slots ?? 1, definition, declared, underlying, fields);
  }

  #term(term: SignalTermNode, name: string, context: Context): SignalEntry | null {
    switch (term.$type) {
      case 'GroupTerm': {
        const arms = term.terms.map((inner) => this.#term(inner, name, context));
        if (arms.length === 0 || arms.some((arm) => arm === null)) return null;
        const of = arms as SignalEntry[];
        const joined =
          of.length === 1
            ? of[0]!
            : this.#add(name, true, 1, { op: 'union', of: of.map((arm) => arm.id) }, null, of, new Map());
        return term.condition ? this.#narrow(joined, term.condition, name, context) : joined;
      }
      case 'OccurrenceTerm': {
        const label = term.label === undefined ? null : stringText(term.label);
        const frame = new Frame(1);
        const where = term.condition
          ? this.#compileCondition(term.condition, { ...context, frame, occurrence: { slot: 0, signal: null } })
          : null;
        return this.#add(
          name,
          true,
          frame.size,
          { op: term.kind === 'event' ? 'events' : 'spans', name: label, where },
          null,
          [],
          new Map(),
        );
      }
      case 'SignalTerm': {
        const signalName = pathName(term.signal ?? '');
        const entry = this.named(signalName, context, term);
        return entry && term.condition ? this.#narrow(entry, term.condition, name, context) : entry;
      }
      case 'IntervalTerm':
        return this.#interval(term, name, context);
      default:
        report(context, term, 'syntax', 'A signal is span, event, another signal, or several joined by or.');
        return null;
    }
  }

  /** What is read on an interval is read on the occurrence it starts with: fields come from there. */
  #interval(term: IntervalTerm, name: string, context: Context): SignalEntry | null {
    const from = this.named(pathName(term.start ?? ''), context, term);
    const until = this.named(pathName(term.end ?? ''), context, term);
    if (!from || !until) return null;
    const frame = new Frame(1);
    const keysOn = (signal: SignalEntry) =>
      term.keys.map((key) => compileValue(key, { ...context, frame, occurrence: { slot: 0, signal } }));
    const definition = {
      op: 'interval',
      from: from.id,
      until: until.id,
      fromKeys: keysOn(from),
      untilKeys: keysOn(until),
    } as const;
    return this.#add(name, true, frame.size, definition, null, [from], new Map());
  }

  #narrow(of: SignalEntry, condition: Expr, name: string, context: Context): SignalEntry {
    const frame = new Frame(1);
    const where = this.#compileCondition(condition, { ...context, frame, occurrence: { slot: 0, signal: of } });
    return this.#add(name, true, frame.size, { op: 'narrow', of: of.id, where }, null, [of], new Map());
  }
}

/** The context in which a declaration's own text is read, within what is being compiled. */
export function declarationContext(context: Context, declared: Declared): Context {
  const { frame, declaring } = context;
  return { ...fileContext({ ...context, scope: declared.scope }), frame, declaring: [...declaring, declared.node] };
}

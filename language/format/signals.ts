import type { Signal, Term } from '../generated/ast';
import { fieldBlock } from './blocks';
import { type Doc, group, hardLine, indent, join, line, softLine } from './doc';
import type { ExpressionPrinter } from './expressions';

/**
 * A signal. Without fields it is one line where it fits; with them, narrowed terms stand below the name. `width` is
 * that of the longest name of the signals around it.
 */
export function printSignal(printer: ExpressionPrinter, signal: Signal, width: number): Doc {
  const keyword = [printer.next('signal'), ' '];
  const pad = ' '.repeat(Math.max(0, width - printer.tokens.peek.text.length));
  const head = [keyword, printer.next(), pad, ' ', printer.next('=')];
  const terms = printTerms(printer, signal.terms);
  if (printer.tokens.peek.text !== '{') return group(head, indent(line, terms));
  const { fields } = signal;
  const mayBeFlat = fields.length <= 1;
  const block = fieldBlock(printer, fields, mayBeFlat);
  if (!signal.terms.some(isNarrowed)) return [group(head, indent(line, terms)), ' ', block];
  return group(head, indent(mayBeFlat ? line : hardLine, terms, ' ', block));
}

function isNarrowed(term: Term): boolean {
  return term.$type === 'GroupTerm' || (term.$type !== 'IntervalTerm' && term.condition !== undefined);
}

function printTerms(printer: ExpressionPrinter, terms: readonly Term[]): Doc {
  const [first, ...rest] = terms;
  const head = printTerm(printer, first!);
  return [head, rest.map((term) => [line, printer.next('or'), ' ', printTerm(printer, term)])];
}

function printTerm(printer: ExpressionPrinter, term: Term): Doc {
  switch (term.$type) {
    case 'GroupTerm': {
      const open = printer.next('(');
      const terms = printTerms(printer, term.terms);
      const grouped = group(open, indent(softLine, terms), printer.closing(')', softLine));
      return [grouped, condition(printer, term)];
    }
    case 'OccurrenceTerm': {
      const kind = printer.next(term.kind);
      return [kind, term.label === undefined ? '' : [' ', printer.next()], condition(printer, term)];
    }
    case 'IntervalTerm': {
      const from = [printer.next('from'), ' ', printer.next(), ' '];
      const until = [printer.next('until'), ' ', printer.next(), ' ', printer.next('by'), ' '];
      const keys = printer.separated(term.keys.map((key) => () => printer.print(key)));
      return [from, until, join(keys, ' ')];
    }
    case 'SignalTerm':
      return [printer.next(), condition(printer, term)];
  }
}

function condition(printer: ExpressionPrinter, term: Exclude<Term, { $type: 'IntervalTerm' }>): Doc {
  if (term.condition === undefined) return '';
  return [' ', printer.next('where'), ' ', printer.print(term.condition)];
}

import type { Argument, Call, Expr, Index, ListLiteral, Member } from '../generated/ast';
import { blank, type Doc, fill, group, hardLine, indent, join, line, softLine } from './doc';
import type { Token, TokenStream } from './tokens';

/** A chain of calls with this many is written one call on each line where it doesn't fit on one. */
const LONG_CHAIN = 3;

/** A token with the comments that hang on it. */
export function word(token: Token): Doc {
  return token.leading.length + token.trailing.length === 0 ? token.text : [token.leading, token.text, token.trailing];
}

/** Prints expressions by taking their tokens in order. */
export class ExpressionPrinter {
  readonly tokens: TokenStream;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  next(expected?: string): Doc {
    return word(this.tokens.take(expected));
  }

  print(expr: Expr): Doc {
    switch (expr.$type) {
      case 'Or':
      case 'And':
      case 'Alternatives':
        return this.#chain(expr.parts);
      case 'Not':
        return [this.next(expr.operator), expr.operator === 'not' ? ' ' : '', this.print(expr.of)];
      case 'Negation':
        return [this.next('-'), this.print(expr.of)];
      case 'Comparison':
      case 'Arithmetic':
        return [this.print(expr.left), ' ', this.next(), ' ', this.print(expr.right)];
      case 'Member':
      case 'Call':
      case 'Index':
        return this.#postfix(expr);
      case 'ListLiteral':
        return this.#list(expr);
      case 'Parenthesised':
        return this.enclosed('(', [() => this.print(expr.of)], ')');
      default:
        return this.next();
    }
  }

  /** Parts with an operator before each but the first; on several lines each operator begins one. */
  #chain(parts: readonly Expr[]): Doc {
    const [first, ...rest] = parts;
    const head = this.print(first!);
    return group(head, indent(rest.map((part) => [line, this.next(), ' ', this.print(part)])));
  }

  #postfix(expr: Member | Call | Index): Doc {
    const steps: (Member | Call | Index)[] = [];
    let head: Expr = expr;
    while (head.$type === 'Member' || head.$type === 'Call' || head.$type === 'Index') {
      steps.unshift(head);
      head = head.of;
    }
    // `true.a` would be one name
    const isWord = head.$type === 'BooleanLiteral' || head.$type === 'NullLiteral';
    const start = [this.print(head), isWord ? ' ' : ''];
    const segments: Doc[][] = [[start]];
    for (const step of steps) {
      if (step.$type === 'Member') segments.push([this.next('.'), this.next()]);
      else segments.at(-1)!.push(step.$type === 'Call' ? this.#arguments(step) : this.#index(step));
    }
    const [first, ...members] = segments;
    if (steps.filter((step) => step.$type === 'Call').length < LONG_CHAIN) return segments;
    return group(first!, indent(members.map((member) => [softLine, member])));
  }

  #arguments(call: Call): Doc {
    return this.enclosed(
      '(',
      call.args.map((argument) => () => this.#argument(argument)),
      ')',
    );
  }

  #argument({ value, alias }: Argument): Doc {
    const printed = this.print(value);
    return alias === undefined ? printed : [printed, ' ', this.next('as'), ' ', this.next(alias)];
  }

  #index(index: Index): Doc {
    return this.enclosed('[', [() => (index.at === undefined ? this.next('*') : this.print(index.at))], ']');
  }

  #list(list: ListLiteral): Doc {
    return this.filled(
      '[',
      list.items.map((item) => () => this.print(item)),
      ']',
    );
  }

  /** Something in brackets whose items share lines. */
  filled(left: string, items: readonly (() => Doc)[], right: string): Doc {
    const open = this.next(left);
    const printed = this.separated(items);
    return group(open, indent(softLine, fill(printed)), this.closing(right, softLine));
  }

  /** Something in brackets, its items on lines of their own where they don't fit on one. */
  enclosed(left: string, items: readonly (() => Doc)[], right: string): Doc {
    const open = this.next(left);
    const printed = this.separated(items);
    const inner = printed.length === 0 ? '' : indent(softLine, join(printed, line));
    return group(open, inner, this.closing(right, printed.length === 0 ? '' : softLine));
  }

  /** Items with the commas between them. */
  separated(items: readonly (() => Doc)[]): Doc[] {
    return items.map((item, index) => [item(), index < items.length - 1 ? this.next(',') : '']);
  }

  /** A closing bracket; comments before it belong to what it closes. */
  closing(text: string, before: Doc, keepsBlank = false): Doc {
    const token = this.tokens.take(text);
    if (token.leading.length === 0) return [before, token.text, token.trailing];
    const start = keepsBlank && token.afterBlank ? blank : hardLine;
    return [indent(start, token.leading), hardLine, token.text, token.trailing];
  }
}

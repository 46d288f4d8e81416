import { Malformed, STARVED } from '../interruption';
import { Byte } from '../json/bytes';
import type { FieldTable } from '../json/field-table';
import { JsonScanner } from '../json/scanner';
import type { ReadContext, TraceReader } from '../reader';
import type { Position } from './plain-span';
import { asObject, type JsonObject, parseJson } from './written-number';

/** Formats that need all of a content at once are read up to this size. */
const LARGEST_CONTENT = 1 << 29;
/** Brackets within brackets. */
const DEEPEST = 256;

/** Reads a content of JSON as a whole: subclasses walk through its outer levels and parse what is inside. */
export abstract class WholeJsonReader implements TraceReader {
  protected readonly scanner = new JsonScanner();
  protected readonly context: ReadContext;
  #tooLarge = false;
  /** Whether the walk is inside a value of the outermost level. */
  #inside = false;

  constructor(context: ReadContext) {
    this.context = context;
  }

  write(bytes: Uint8Array): void {
    if (this.#tooLarge) return;
    this.#tooLarge = this.scanner.limit + bytes.length > LARGEST_CONTENT;
    if (!this.#tooLarge) this.scanner.append(bytes, 0);
  }

  end(): void {
    const { scanner } = this;
    this.context.tally.traceDocuments++;
    if (this.#tooLarge) {
      this.problem(`more than ${LARGEST_CONTENT >> 20} MB of a format that is read as a whole`, 'the content');
      return;
    }
    scanner.skipByteOrderMark();
    try {
      for (;;) {
        scanner.peek();
        this.#inside = true;
        this.walk();
        this.#inside = false;
      }
    } catch (thrown) {
      this.#report(thrown);
    }
    this.finish();
  }

  /** Reads one JSON value of the outermost level. */
  protected abstract walk(): void;

  /** Called when everything was walked through that can be. */
  protected finish(): void {}

  protected problem(what: string, skipped: string): void {
    this.context.problems.add(this.scanner.line, this.scanner.base + this.scanner.pos, what, skipped);
  }

  /** Calls `read` at each element of the array that is next. Anything else is passed. */
  protected eachElement(read: () => void): void {
    const { scanner } = this;
    if (!scanner.take(Byte.openBracket)) {
      scanner.skipValue();
      return;
    }
    for (let first = true; scanner.nextElement(first); first = false) read();
  }

  /** Calls `read` at the value of each field of the object that is next. Anything else is passed. */
  protected eachField(fields: FieldTable, read: (field: number) => void): void {
    const { scanner } = this;
    if (!scanner.take(Byte.openBrace)) {
      scanner.skipValue();
      return;
    }
    fields.begin();
    for (let first = true; ; first = false) {
      const field = scanner.nextField(fields, first);
      if (field < 0) return;
      read(field);
    }
  }

  /** The object that is next, and where it stands; `undefined` for anything else, which is a problem. */
  protected readObject(what: string): (Position & { readonly object: JsonObject }) | undefined {
    const { scanner } = this;
    scanner.peek();
    const { pos, line } = scanner;
    scanner.skipValue();
    const object = scanner.skippedDepth > DEEPEST ? undefined : asObject(this.#parse(pos));
    if (object === undefined) this.problem(`${what} is not an object that can be read`, `the ${what}`);
    return object && { object, offset: scanner.base + pos, line };
  }

  #parse(start: number): unknown {
    try {
      return parseJson(this.scanner.written(start));
    } catch (error) {
      if (error instanceof SyntaxError) throw new Malformed('this is not JSON', start);
      throw error;
    }
  }

  /** What is left is white space, or the content broke off, or it is no JSON. */
  #report(thrown: unknown): void {
    const { scanner } = this;
    if (thrown instanceof Malformed) {
      scanner.pos = thrown.at;
      this.problem(thrown.what, 'the rest of the content');
    } else if (thrown !== STARVED) throw thrown;
    else if (this.#inside) {
      scanner.pos = scanner.limit;
      this.problem('the content ends inside a document: it was cut short', 'what was not whole yet');
    }
  }
}

import { UNUSUAL } from '../../assembly/layout';
import { SharedBlock } from '../columns/shared-block';
import { Malformed, STARVED } from '../interruption';
import type { ReadContext, TraceReader } from '../reader';
import type { SpanScanner } from '../scanned/span-scanner';
import type { Tally } from '../tally';
import { Byte } from './bytes';
import {
  BlockField,
  Container,
  DOCUMENT_FIELDS,
  DocumentField,
  RESOURCE_BLOCK_FIELDS,
  SCOPE_BLOCK_FIELDS,
} from './containers';
import { DocumentTally } from './document-tally';
import { EntityReader } from './entity-reader';
import { Passages } from './passages';
import { JsonReading } from './reading';
import type { JsonScanner } from './scanner';
import { readResource, readScope } from './shared-entity';
import { ResumableSkip } from './skip';
import { readSpan } from './span';

/** How many containers may be open: more than that are wrappers around wrappers. */
const DEEPEST = 16;

/** A span, resource or scope longer than this is not read, and neither is what follows it in its document. */
const LONGEST_ELEMENT = 1 << 26;

/** Waiting for the rest of something longer than this, the next try waits until twice as much is there. */
const LONG_WAIT = 1 << 16;

/**
 * What can't be scanned near the end of the bytes at hand is likely to be cut off there: where no more than this part of them
 * is left, it waits for more.
 */
const SHORT_REST = 8;

/**
 * Reads OTLP JSON in pieces of any size: documents one after another, on one line each or pretty-printed.
 * The outer levels are a state machine with a stack, so that a document of any size is resumed where its bytes
 * ended; spans, resources and scopes are read in one go, and once more from their start if their bytes ended early.
 */
export class OtlpJsonReader implements TraceReader {
  readonly #reading: JsonReading;
  readonly #scanner: JsonScanner;
  readonly #tally: Tally;
  readonly #document: DocumentTally;
  readonly #resource: SharedBlock;
  readonly #scope: SharedBlock;
  readonly #resources: EntityReader;
  readonly #scopes: EntityReader;
  readonly #skip: ResumableSkip;
  readonly #spans: SpanScanner | null;
  readonly #passages: Passages | null;
  readonly #containers: number[] = [];
  #container: number = Container.content;
  /** Whether nothing of the container at hand but its opening bracket was read. */
  #first = true;
  /** The last place that the reader can go back to, and what was so there. */
  #mark = { pos: 0, line: 1, problems: 0 };
  /** Bytes to wait for before a step that starved is tried again. */
  #enough = 0;
  /** Whether no more bytes will come. */
  #isEnd = false;

  /** @param start how many bytes of the content are left to others */
  constructor(context: ReadContext, start = 0) {
    this.#reading = new JsonReading(context);
    this.#reading.scanner.base = start;
    this.#scanner = this.#reading.scanner;
    this.#spans = this.#reading.spanScanner;
    this.#tally = context.tally;
    this.#document = new DocumentTally(context.tally);
    this.#resource = new SharedBlock(context.builder, context.builder.resources);
    this.#scope = new SharedBlock(context.builder, context.builder.scopes);
    this.#resources = new EntityReader(this.#reading, this.#resource, readResource);
    this.#scopes = new EntityReader(this.#reading, this.#scope, readScope);
    const { builder, problems } = context;
    this.#passages =
      this.#spans === null
        ? null
        : new Passages(
            this.#spans,
            this.#scanner,
            problems,
            this.#document,
            this.#resource,
            this.#scope,
            builder.catalog,
          );
    this.#skip = new ResumableSkip(this.#scanner, () => this.#setMark());
  }

  write(bytes: Uint8Array): void {
    const scanner = this.#scanner;
    for (let at = 0; at < bytes.length; ) {
      // never more at hand than what the longest element needs: what is too long is so in pieces of any size
      const room = LONGEST_ELEMENT + 1 - (scanner.limit - this.#mark.pos);
      this.#take(at === 0 && bytes.length <= room ? bytes : bytes.subarray(at, at + room));
      at += room;
    }
  }

  #take(bytes: Uint8Array): void {
    const scanner = this.#scanner;
    scanner.append(bytes, this.#mark.pos);
    this.#mark.pos = 0;
    if (scanner.limit < this.#enough) return;
    this.#run();
    const waiting = scanner.limit - this.#mark.pos;
    this.#enough = waiting > LONG_WAIT ? Math.min(waiting * 2, LONGEST_ELEMENT + 1) : 0;
    if (waiting > LONGEST_ELEMENT) this.#giveUp();
  }

  end(): void {
    this.#isEnd = true;
    this.#run();
    if (this.#container === Container.content) return;
    const scanner = this.#scanner;
    // wherever the reader went back to: the line that the content ends in
    scanner.line = this.#mark.line + scanner.newlines(this.#mark.pos);
    scanner.pos = scanner.limit;
    this.#reading.problem('the content ends inside a document: it was cut short', 'what was not whole yet');
    this.#leaveDocument(false);
  }

  /** A boundary is where a line begins with a document: unless documents stand in an array, reading can begin there. */
  endBefore(head: Uint8Array): number | null {
    const boundary = this.#scanner.base + this.#scanner.limit;
    this.#enough = 0;
    this.#isEnd = true;
    this.write(head);
    const begun = this.#container === Container.document && this.#containers.length === 1;
    return begun && this.#document.offset === boundary ? this.#document.line - 1 : null;
  }

  /** Goes on until the bytes at hand are used up. */
  #run(): void {
    for (;;) {
      try {
        for (;;) {
          if (this.#skip.active) this.#skip.run();
          else this.#step();
          this.#setMark();
        }
      } catch (thrown) {
        this.#reading.builder.abandon();
        if (thrown === STARVED) {
          // what was scanned has its places in the window, which is about to move
          this.#reading.builder.settle();
          this.#backToMark();
          return;
        }
        if (!(thrown instanceof Malformed)) throw thrown;
        this.#fault(thrown);
      }
    }
  }

  #setMark(): void {
    this.#mark.pos = this.#scanner.pos;
    this.#mark.line = this.#scanner.line;
    this.#mark.problems = this.#reading.problems.count;
  }

  #backToMark(): void {
    this.#passSpace();
    this.#scanner.pos = this.#mark.pos;
    this.#scanner.line = this.#mark.line;
    this.#reading.problems.rollBack(this.#mark.problems);
  }

  /** Where nothing but white space is left it need not be kept; its last byte is, as it may be a newline. */
  #passSpace(): void {
    const scanner = this.#scanner;
    const last = scanner.limit - 1;
    const newlines = scanner.countNewlines(this.#mark.pos, last);
    if (newlines < 0 || scanner.countNewlines(last, scanner.limit) < 0) return;
    this.#mark.pos = last;
    this.#mark.line += newlines;
  }

  #step(): void {
    switch (this.#container) {
      case Container.spans:
        this.#spanStep();
        break;
      case Container.content:
        this.#contentStep();
        break;
      case Container.document:
        this.#documentStep();
        break;
      case Container.resourceBlock:
        this.#resourceBlockStep();
        break;
      case Container.scopeBlock:
        this.#scopeBlockStep();
        break;
      default:
        this.#listStep();
    }
  }

  #contentStep(): void {
    const scanner = this.#scanner;
    if (scanner.base + scanner.pos === 0) scanner.skipByteOrderMark();
    const byte = scanner.peek();
    if (byte !== Byte.openBrace && byte !== Byte.openBracket) throw scanner.malformed('expected "{"');
    scanner.pos++;
    this.#document.begin(scanner.line, scanner.base + scanner.pos - 1);
    this.#push(byte === Byte.openBrace ? Container.document : Container.documents);
  }

  #documentStep(): void {
    const field = this.#scanner.nextField(DOCUMENT_FIELDS, this.#first);
    if (field < 0) {
      this.#pop();
      return;
    }
    switch (field) {
      case DocumentField.traces:
      case DocumentField.tempoTraces:
        if (this.#enterList(Container.resourceBlocks, 'resourceSpans')) this.#document.met(field);
        else this.#document.met(0);
        return;
      case DocumentField.wrapper:
      case DocumentField.tempoWrapper:
        if (this.#scanner.peek() === Byte.openBrace && this.#containers.length < DEEPEST) {
          this.#scanner.pos++;
          this.#push(Container.document);
        } else this.#skipValue();
        break;
      default:
        this.#skipValue();
    }
    this.#document.met(field);
  }

  #resourceBlockStep(): void {
    const field = this.#scanner.nextField(RESOURCE_BLOCK_FIELDS, this.#first);
    if (field < 0) {
      this.#pop();
      return;
    }
    if (field === BlockField.list) {
      this.#enterList(Container.scopeBlocks, 'scopeSpans');
      return;
    }
    if (field === BlockField.entity) {
      this.#resources.read();
      this.#first = false;
    } else this.#skipValue();
  }

  #scopeBlockStep(): void {
    const field = this.#scanner.nextField(SCOPE_BLOCK_FIELDS, this.#first);
    if (field < 0) {
      this.#pop();
      return;
    }
    if (field === BlockField.list) {
      if (this.#enterList(Container.spans, 'spans')) this.#passages?.arrive(this.#containers);
      return;
    }
    if (field === BlockField.entity) {
      this.#scopes.read();
      this.#first = false;
    } else this.#skipValue();
  }

  #spanStep(): void {
    const scanner = this.#scanner;
    if (this.#spans !== null) this.#scanSpans(this.#spans);
    if (!scanner.nextElement(this.#first)) {
      this.#pop();
      return;
    }
    if (scanner.peek() !== Byte.openBrace) {
      this.#skipNonObject('a span');
      return;
    }
    readSpan(this.#reading, this.#resource.opened, this.#scope.opened);
    this.#first = false;
    this.#tally.spans++;
  }

  /** Passes the spans that are written as usual. */
  #scanSpans(spans: SpanScanner): void {
    const { builder, file } = this.#reading;
    const before = builder.spanCount;
    const at = { isFirst: this.#first, resource: this.#resource, scope: this.#scope, passages: this.#passages };
    const why = spans.scan(this.#scanner, file, at);
    this.#first = at.isFirst;
    this.#tally.spans += builder.spanCount - before;
    this.#setMark();
    if (why !== UNUSUAL) {
      this.#passages?.leave(this.#containers);
      return;
    }
    builder.settle();
    const { limit, pos } = this.#scanner;
    if (!this.#isEnd && (limit - pos) * SHORT_REST < limit) throw STARVED;
  }

  #listStep(): void {
    const scanner = this.#scanner;
    if (!scanner.nextElement(this.#first)) {
      this.#pop();
      return;
    }
    if (scanner.peek() !== Byte.openBrace) {
      this.#skipNonObject('an element');
      return;
    }
    scanner.pos++;
    const element = this.#container + 1;
    if (element === Container.resourceBlock) this.#resource.open();
    if (element === Container.scopeBlock) this.#scope.open();
    if (element === Container.document) this.#document.begin(scanner.line, scanner.base + scanner.pos - 1);
    this.#push(element);
  }

  /** @returns whether there is a list, be it an absent one */
  #enterList(container: number, field: string): boolean {
    const scanner = this.#scanner;
    if (scanner.take(Byte.openBracket)) {
      this.#push(container);
      return true;
    }
    if (scanner.takeNull()) {
      this.#first = false;
      return true;
    }
    this.#reading.problem(`${field} is not an array`, 'the field');
    this.#skipValue();
    return false;
  }

  #skipNonObject(what: string): void {
    this.#reading.problem(`${what} is not an object`, 'the element');
    this.#skipValue();
  }

  #skipValue(): void {
    this.#skip.begin();
    this.#first = false;
  }

  #push(container: number): void {
    this.#containers.push(this.#container);
    this.#container = container;
    this.#scanner.insideDocument = container >= Container.document;
    this.#first = true;
  }

  #pop(): void {
    if (this.#container === Container.resourceBlock) this.#resource.close(true);
    if (this.#container === Container.scopeBlock) this.#scope.close(true);
    const closed = this.#container;
    this.#container = this.#containers.pop()!;
    this.#scanner.insideDocument = this.#container >= Container.document;
    this.#first = false;
    if (closed === Container.document && this.#container <= Container.documents) this.#endDocument();
  }

  #endDocument(): void {
    if (this.#document.end() === 'unknown') {
      this.#reading.problem('a document without resourceSpans', 'the document');
    }
  }

  #fault(fault: Malformed): void {
    const scanner = this.#scanner;
    scanner.pos = Math.min(fault.at, scanner.limit);
    const inDocument = this.#container !== Container.content;
    const oneLine = !inDocument || this.#document.line === scanner.line;
    this.#reading.problem(fault.what, inDocument ? `the rest of the ${oneLine ? 'line' : 'document'}` : 'the line');
    this.#leaveDocument(true);
    if (fault.resumable) this.#skip.active = false;
    else this.#skip.toNextDocument(!oneLine);
    this.#setMark();
  }

  #leaveDocument(broken: boolean): void {
    if (this.#container === Container.content) {
      if (broken) this.#tally.otherDocuments++;
      return;
    }
    this.#resource.close(false);
    this.#scope.close(false);
    this.#document.end();
    this.#containers.length = 0;
    this.#container = Container.content;
    this.#scanner.insideDocument = false;
    this.#first = true;
  }

  /** What is too long is left out, up to the next document. */
  #giveUp(): void {
    this.#scanner.passSpace();
    const oneLine = this.#document.line === this.#scanner.line;
    this.#reading.problem(
      `an element of more than ${LONGEST_ELEMENT >> 20} MB`,
      `the rest of the ${oneLine ? 'line' : 'document'}`,
    );
    this.#leaveDocument(true);
    this.#skip.toNextDocument(!oneLine);
    this.#setMark();
    this.#enough = 0;
    this.#run();
  }
}

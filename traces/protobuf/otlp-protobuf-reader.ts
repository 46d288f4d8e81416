import { SharedBlock } from '../columns/shared-block';
import { Malformed, STARVED } from '../interruption';
import { KnownEntities } from '../known-entities';
import type { ReadContext, TraceReader } from '../reader';
import type { SpanScanner } from '../scanned/span-scanner';
import type { Tally } from '../tally';
import { ProtobufReading } from './reading';
import { readResource, readScope } from './shared-entity';
import { readSpan } from './span';
import { tagOf, type WireScanner, WireType } from './wire';

/** `resource_spans` of the content, `scope_spans` of those, `spans` of those. */
const RESOURCE_SPANS = tagOf(1, WireType.lengthDelimited);
const ENTITY = tagOf(1, WireType.lengthDelimited);
const LIST = tagOf(2, WireType.lengthDelimited);

/** A span, resource or scope longer than this is skipped. */
const LONGEST_ELEMENT = 1 << 26;

/** How far the reader is inside of the content. */
const Level = { content: 0, resourceSpans: 1, scopeSpans: 2 } as const;

/**
 * Reads OTLP protobuf (`TracesData`, which is also `ExportTraceServiceRequest`) in pieces of any size. The outer
 * messages are walked through field by field; spans, resources and scopes are read when all their bytes are there.
 */
export class OtlpProtobufReader implements TraceReader {
  readonly #reading: ProtobufReading;
  readonly #scanner: WireScanner;
  readonly #spans: SpanScanner | null;
  readonly #tally: Tally;
  readonly #resource: SharedBlock;
  readonly #scope: SharedBlock;
  readonly #resources = new KnownEntities();
  readonly #scopes = new KnownEntities();
  #level: number = Level.content;
  /** Where each level's message ends in the content. */
  readonly #ends = [Number.POSITIVE_INFINITY, 0, 0];
  /** Where a field that is skipped ends in the content. */
  #skipTo = 0;
  /** Where the bytes must reach before it is worth going on. */
  #needed = 0;
  #failed = false;
  #skipsFault = false;

  constructor(context: ReadContext) {
    this.#reading = new ProtobufReading(context);
    this.#scanner = this.#reading.scanner;
    this.#spans = this.#reading.spanScanner;
    this.#tally = context.tally;
    this.#resource = new SharedBlock(context.builder, context.builder.resources);
    this.#scope = new SharedBlock(context.builder, context.builder.scopes);
  }

  write(bytes: Uint8Array): void {
    if (this.#failed) return;
    const scanner = this.#scanner;
    scanner.append(bytes);
    if (scanner.base + scanner.limit < this.#needed) return;
    this.#run();
  }

  /** Begins another content, of which the first byte stands at `offset`. To be called after `endMessage`. */
  restart(offset: number): void {
    this.#scanner.restart(offset);
    this.#level = Level.content;
    this.#skipTo = 0;
    this.#needed = 0;
    this.#failed = false;
    this.#skipsFault = false;
  }

  end(): void {
    this.endMessage();
    this.#reading.builder.settle();
  }

  /** The same where others are to follow; what was read is in rows when `end` is called. */
  endMessage(): void {
    if (this.#failed) return;
    this.#tally.traceDocuments++;
    const scanner = this.#scanner;
    const whole = this.#level === Level.content && scanner.pos === scanner.limit && this.#skipTo <= scanner.offset;
    // what is being skipped because of a fault was reported with it
    if (whole || this.#skipsFault) return;
    this.#reading.problem('the content ends inside a message: it was cut short', 'what was not whole yet');
    this.#closeBlocks();
  }

  #run(): void {
    const scanner = this.#scanner;
    let start = scanner.pos;
    while (!this.#failed) {
      try {
        for (;;) {
          this.#step();
          start = scanner.pos;
        }
      } catch (thrown) {
        if (thrown === STARVED) {
          scanner.pos = start;
          return;
        }
        if (!(thrown instanceof Malformed)) throw thrown;
        this.#fault(thrown);
        start = scanner.pos;
      }
    }
  }

  #step(): void {
    const scanner = this.#scanner;
    if (scanner.offset < this.#skipTo) {
      scanner.pos += Math.min(this.#skipTo - scanner.offset, scanner.limit - scanner.pos);
      if (scanner.offset < this.#skipTo) throw STARVED;
      this.#skipsFault = false;
      return;
    }
    if (scanner.offset >= this.#ends[this.#level]!) {
      this.#leave();
      return;
    }
    if (this.#level === Level.scopeSpans && this.#spans !== null && this.#scanSpans(this.#spans)) return;
    const offset = scanner.offset;
    const tag = scanner.readTag();
    if (this.#level === Level.content) this.#contentField(tag);
    else if (this.#level === Level.resourceSpans) this.#resourceSpansField(tag);
    else this.#scopeSpansField(tag, offset);
  }

  /** Passes the spans that are as nearly all are; returns whether there were any. */
  #scanSpans(spans: SpanScanner): boolean {
    const scanner = this.#scanner;
    if (scanner.pos >= scanner.limit || scanner.bytes[scanner.pos] !== LIST) return false;
    const { builder, file } = this.#reading;
    const before = builder.spanCount;
    const end = Math.min(scanner.limit, this.#ends[Level.scopeSpans]! - scanner.base);
    spans.scanMessages(scanner, file, end, this.#resource.opened, this.#scope.opened);
    const count = builder.spanCount - before;
    this.#tally.spans += count;
    return count > 0;
  }

  #contentField(tag: number): void {
    if (tag !== RESOURCE_SPANS) {
      this.#skipField(tag);
      return;
    }
    this.#enter(Level.resourceSpans);
    this.#resource.open();
  }

  #resourceSpansField(tag: number): void {
    if (tag === LIST) {
      this.#enter(Level.scopeSpans);
      this.#scope.open();
    } else if (tag === ENTITY) {
      this.#element((end) => this.#readEntity(this.#resource, this.#resources, readResource, end), 'resource');
    } else this.#skipField(tag);
  }

  #scopeSpansField(tag: number, offset: number): void {
    if (tag === LIST) {
      this.#element((end) => {
        // rows are in the order in which spans stand
        this.#reading.builder.settle();
        readSpan(this.#reading, end, offset, this.#resource.opened, this.#scope.opened);
        this.#tally.spans++;
      }, 'span');
    } else if (tag === ENTITY) {
      this.#element((end) => this.#readEntity(this.#scope, this.#scopes, readScope, end), 'scope');
    } else this.#skipField(tag);
  }

  #readEntity(block: SharedBlock, known: KnownEntities, read: typeof readResource, end: number): void {
    const { builder, problems, scanner } = this.#reading;
    const { catalog } = builder;
    const { bytes, pos } = scanner;
    const found = known.find(bytes, pos, end);
    if (found !== undefined) {
      block.readAs(found);
      catalog?.again(found.attributes);
      return;
    }
    const { count } = problems;
    block.read(read(this.#reading, end, block.opened));
    const attributes = catalog === null ? [] : catalog.entity;
    if (problems.count === count && attributes !== null)
      known.remember(bytes, pos, end, { ...block.state(), attributes });
  }

  /** Reads an element as a whole. Its length is known, so that a fault inside costs no more than the element. */
  #element(read: (end: number) => void, what: string): void {
    const scanner = this.#scanner;
    const length = this.#readLength();
    if (length > LONGEST_ELEMENT) {
      this.#reading.problem(`a ${what} of more than ${LONGEST_ELEMENT >> 20} MB`, `the ${what}`);
      this.#skipTo = scanner.offset + length;
      return;
    }
    const end = scanner.pos + length;
    if (end > scanner.limit) {
      this.#needed = scanner.base + end;
      throw STARVED;
    }
    const { limit } = scanner;
    // what is at hand behind the element is none of its bytes, in pieces of any size
    scanner.limit = end;
    try {
      read(end);
    } catch (thrown) {
      this.#reading.builder.abandon();
      // where bytes run out inside, a field is longer than the element
      if (!(thrown instanceof Malformed) && thrown !== STARVED) throw thrown;
      const fault = thrown instanceof Malformed ? thrown : new Malformed('a field longer than what it is in', end);
      this.#reading.problems.add(0, scanner.base + fault.at, fault.what, `the ${what}`);
    }
    scanner.limit = limit;
    scanner.pos = end;
  }

  #enter(level: number): void {
    const length = this.#readLength();
    this.#ends[level] = this.#scanner.offset + length;
    this.#level = level;
  }

  #leave(): void {
    if (this.#level === Level.resourceSpans) this.#resource.close(true);
    else this.#scope.close(true);
    this.#level--;
  }

  #skipField(tag: number): void {
    const scanner = this.#scanner;
    const start = scanner.pos;
    const length = this.#lengthOf(tag);
    if (scanner.offset + length > this.#ends[this.#level]!)
      throw new Malformed('a field longer than what it is in', start);
    this.#skipTo = scanner.offset + length;
  }

  /** How many bytes a field still has, of which the tag was read. */
  #lengthOf(tag: number): number {
    switch (tag & 7) {
      case WireType.varint:
        this.#scanner.readVarint();
        return 0;
      case WireType.fixed64:
        return 8;
      case WireType.fixed32:
        return 4;
      case WireType.lengthDelimited:
        return this.#readLength();
      default:
        throw this.#scanner.unknownWireType(tag);
    }
  }

  #readLength(): number {
    const scanner = this.#scanner;
    return scanner.readLength(this.#ends[this.#level]! - scanner.base);
  }

  /** Goes on behind the resource's spans; a fault outside of them leaves nothing to go on from. */
  #fault(fault: Malformed): void {
    const scanner = this.#scanner;
    const inside = this.#level !== Level.content;
    const skipped = inside ? 'the rest of the resource’s spans' : 'the rest of the content';
    this.#reading.problems.add(0, scanner.base + fault.at, fault.what, skipped);
    this.#closeBlocks();
    if (inside) {
      this.#skipTo = this.#ends[Level.resourceSpans]!;
      this.#skipsFault = true;
    } else {
      this.#failed = true;
      if (this.#tally.spans > 0) this.#tally.traceDocuments++;
      else this.#tally.otherDocuments++;
    }
    this.#level = Level.content;
  }

  #closeBlocks(): void {
    this.#scope.close(false);
    this.#resource.close(false);
  }
}

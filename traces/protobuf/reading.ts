import type { ReadContext } from '../reader';
import { Reading } from '../reading';
import { AttributeReader } from './attributes';
import { WireScanner } from './wire';

/** What the functions that read one protobuf content share. */
export class ProtobufReading extends Reading {
  readonly scanner: WireScanner;
  readonly spanAttributes: AttributeReader;
  readonly eventAttributes: AttributeReader;
  readonly linkAttributes: AttributeReader;
  readonly resourceAttributes: AttributeReader;
  readonly scopeAttributes: AttributeReader;

  constructor(context: ReadContext) {
    super(context);
    this.scanner = new WireScanner(this.spanScanner?.room);
    const { request, catalog } = this.builder;
    this.spanAttributes = new AttributeReader(this, request.span, catalog?.scope('span'), request.prefixes);
    this.eventAttributes = new AttributeReader(this, request.event, catalog?.scope('event'), request.prefixes);
    this.linkAttributes = new AttributeReader(this, request.link, catalog?.scope('link'));
    this.resourceAttributes = new AttributeReader(this, request.resource, catalog?.scope('resource'));
    this.scopeAttributes = new AttributeReader(this, request.instrumentation, catalog?.scope('instrumentation'));
  }

  override problem(what: string, skipped: string): void {
    this.problems.add(0, this.scanner.offset, what, skipped);
  }
}

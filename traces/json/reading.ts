import type { DictionaryBuilder } from '../columns/dictionary';
import type { ReadContext } from '../reader';
import { Reading } from '../reading';
import { AttributeReader } from './attributes';
import { JsonScanner } from './scanner';

/** What the functions that read one JSON content share. */
export class JsonReading extends Reading {
  readonly scanner: JsonScanner;
  /** Where values go: the builder's, but while one is read that nobody wants but the catalog. */
  values: DictionaryBuilder;
  readonly spanAttributes: AttributeReader;
  readonly eventAttributes: AttributeReader;
  readonly linkAttributes: AttributeReader;
  readonly resourceAttributes: AttributeReader;
  readonly scopeAttributes: AttributeReader;

  constructor(context: ReadContext) {
    super(context);
    this.scanner = new JsonScanner(this.spanScanner?.room);
    this.values = this.builder.values;
    const { request, catalog } = this.builder;
    this.spanAttributes = new AttributeReader(this, request.span, catalog?.scope('span'), request.prefixes);
    this.eventAttributes = new AttributeReader(this, request.event, catalog?.scope('event'), request.prefixes);
    this.linkAttributes = new AttributeReader(this, request.link, catalog?.scope('link'));
    this.resourceAttributes = new AttributeReader(this, request.resource, catalog?.scope('resource'));
    this.scopeAttributes = new AttributeReader(this, request.instrumentation, catalog?.scope('instrumentation'));
  }

  override problem(what: string, skipped: string): void {
    this.problems.add(this.scanner.line, this.scanner.base + this.scanner.pos, what, skipped);
  }
}

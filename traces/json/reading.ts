import type { ColumnsBuilder } from '../columns/builder';
import type { DictionaryBuilder } from '../columns/dictionary';
import { IdReader } from '../ids';
import type { ProblemList } from '../problem-list';
import type { ReadContext } from '../reader';
import type { SpanScanner } from '../scanned/span-scanner';
import { TimeReader } from '../time';
import { AttributeReader } from './attributes';
import { JsonScanner } from './scanner';

/** What the functions that read one JSON content share. */
export class JsonReading {
  readonly scanner: JsonScanner;
  /** For spans that are written as usual; null where there is none. */
  readonly spanScanner: SpanScanner | null;
  readonly ids = new IdReader();
  readonly time = new TimeReader();
  readonly builder: ColumnsBuilder;
  /** Where values go: the builder's, but while one is read that nobody wants but the catalog. */
  values: DictionaryBuilder;
  readonly problems: ProblemList;
  readonly file: number;
  /** Bits for the ids of the span at hand that are none. */
  irregularIds = 0;
  readonly spanAttributes: AttributeReader;
  readonly eventAttributes: AttributeReader;
  readonly linkAttributes: AttributeReader;
  readonly resourceAttributes: AttributeReader;
  readonly scopeAttributes: AttributeReader;

  constructor(context: ReadContext) {
    this.builder = context.builder;
    this.values = context.builder.values;
    this.spanScanner = context.builder.spanScanner();
    this.scanner = new JsonScanner(this.spanScanner?.room);
    this.problems = context.problems;
    this.file = context.file;
    const { request, catalog } = context.builder;
    this.spanAttributes = new AttributeReader(this, request.span, catalog?.scope('span'), request.prefixes);
    this.eventAttributes = new AttributeReader(this, request.event, catalog?.scope('event'), request.prefixes);
    this.linkAttributes = new AttributeReader(this, request.link, catalog?.scope('link'));
    this.resourceAttributes = new AttributeReader(this, request.resource, catalog?.scope('resource'));
    this.scopeAttributes = new AttributeReader(this, request.instrumentation, catalog?.scope('instrumentation'));
  }

  /** A problem at the scanner's position. */
  problem(what: string, skipped: string): void {
    this.problems.add(this.scanner.line, this.scanner.base + this.scanner.pos, what, skipped);
  }
}

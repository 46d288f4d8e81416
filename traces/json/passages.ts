import * as At from '../../assembly/layout';
import type { AttributeSample } from '../catalog/attribute-sample';
import type { CatalogCollector } from '../catalog/catalog-collector';
import type { SharedBlock } from '../columns/shared-block';
import type { ProblemList } from '../problem-list';
import { passingIndex } from '../scanned/scanner-batch';
import type { SpanScanner } from '../scanned/span-scanner';
import type { DocumentTally } from './document-tally';
import type { JsonScanner } from './scanner';

/** So many in vain, and it is given up. */
const PATIENCE = 64;

const LAST = passingIndex(At.PASSAGE_LAST);
const PASSED = passingIndex(At.PASSED);
const PASSED_DOCUMENT = passingIndex(At.PASSED_DOCUMENT);
const PASSED_DOCUMENT_AT = passingIndex(At.PASSED_DOCUMENT_AT);
const PASSED_DOCUMENT_LINE = passingIndex(At.PASSED_DOCUMENT_LINE);
const PASSED_RESOURCE = passingIndex(At.PASSED_RESOURCE);
const PASSED_RESOURCE_ROW = passingIndex(At.PASSED_RESOURCE_ROW);
const PASSED_SCOPE = passingIndex(At.PASSED_SCOPE);
const PASSED_SCOPE_ROW = passingIndex(At.PASSED_SCOPE_ROW);

/** What stands between two lists of spans, and what reading it changes. */
interface Passage {
  readonly length: number;
  readonly newlines: number;
  readonly scope: PassedBlock;
  /** Null where the next list has the same resource. */
  readonly resource: PassedBlock | null;
  /** What the catalog counts of it. */
  readonly attributes: readonly AttributeSample[];
  /** Null where it stands in the same document; places are counted from the passage's beginning. */
  readonly document: { readonly met: number; readonly newlines: number; readonly offset: number } | null;
}

interface PassedBlock {
  readonly twin: number;
  readonly read: boolean;
}

/** The state at the end of a list of spans. */
interface Leaving {
  readonly offset: number;
  readonly line: number;
  readonly problems: number;
  readonly containers: string;
  readonly documents: number;
  readonly fields: number;
  readonly resources: number;
  readonly resourceReads: number;
  readonly scopes: number;
  readonly scopeReads: number;
}

/**
 * Writers repeat themselves also between lists of spans: `]}]}]}`, a new line, the same resource, the same scope.
 * Whoever has read such a passage once knows what it does: it is told to the scanner, which needs but compare its bytes the
 * next time, and goes on.
 */
export class Passages {
  readonly #spans: SpanScanner;
  readonly #scanner: JsonScanner;
  readonly #problems: ProblemList;
  readonly #document: DocumentTally;
  readonly #resource: SharedBlock;
  readonly #scope: SharedBlock;
  readonly #catalog: CatalogCollector | null;
  readonly #known: Passage[] = [];
  #oldest = 0;
  #patience = PATIENCE;
  #leaving: Leaving | null = null;

  constructor(
    spans: SpanScanner,
    scanner: JsonScanner,
    problems: ProblemList,
    document: DocumentTally,
    resource: SharedBlock,
    scope: SharedBlock,
    catalog: CatalogCollector | null,
  ) {
    this.#spans = spans;
    this.#scanner = scanner;
    this.#problems = problems;
    this.#document = document;
    this.#resource = resource;
    this.#scope = scope;
    this.#catalog = catalog;
    spans.batch.passing.fill(0);
  }

  /** How many the scanner may pass: none where leaving the blocks at hand is more than that. */
  get usable(): number {
    return this.#patience > 0 && !this.#resource.dropped && !this.#scope.dropped ? this.#known.length : 0;
  }

  /**
   * Does what the scanner has passed.
   * @param passing what it says of that
   * @param rows how many spans are in rows, to which the scanner's are added
   */
  follow(passing: Uint32Array, rows: number): void {
    const count = passing[PASSED]!;
    if (count === 0) return;
    this.#patience = Math.min(PATIENCE, this.#patience + count);
    const uses = this.#takeUses();
    this.#known.forEach(({ attributes }, place) => {
      if (uses[place]! > 0) this.#catalog?.again(attributes, uses[place]!);
    });
    const document = passing[PASSED_DOCUMENT]! - 1;
    if (document >= 0) {
      const offset = this.#scanner.base + passing[PASSED_DOCUMENT_AT]! - At.WINDOW;
      this.#passDocuments(uses, document, passing[PASSED_DOCUMENT_LINE]!, offset);
    }
    const resource = passing[PASSED_RESOURCE]! - 1;
    if (resource >= 0) move(this.#resource, this.#known[resource]!.resource!, rows + passing[PASSED_RESOURCE_ROW]!);
    move(this.#scope, this.#known[passing[PASSED_SCOPE]! - 1]!.scope, rows + passing[PASSED_SCOPE_ROW]!);
  }

  /** How often each was passed since this was last asked. */
  #takeUses(): readonly number[] {
    const { view } = this.#spans.batch;
    return this.#known.map((_, place) => {
      const at = addressOf(place) + At.PASSAGE_USES;
      const uses = view.getUint32(at, true);
      view.setUint32(at, 0, true);
      return uses;
    });
  }

  /** @param uses of each passage @param last the place of the passage into the document at hand */
  #passDocuments(uses: readonly number[], last: number, line: number, offset: number): void {
    this.#document.end();
    this.#known.forEach(({ document }, place) => {
      const times = uses[place]! - (place === last ? 1 : 0);
      if (document !== null && times > 0) this.#document.pass(document.met, times);
    });
    this.#document.begin(line, offset);
    this.#document.metAll(this.#known[last]!.document!.met);
  }

  /** Call at the end of a list, where the way on is not known. @param containers what the list is in */
  leave(containers: readonly number[]): void {
    if (this.#patience <= 0) return;
    this.#patience--;
    const { base, pos, line } = this.#scanner;
    this.#catalog?.beginNote();
    this.#leaving = {
      offset: base + pos,
      line,
      problems: this.#problems.count,
      containers: containers.join(),
      documents: this.#document.begun,
      fields: this.#document.fields,
      resources: this.#resource.opens,
      resourceReads: this.#resource.reads,
      scopes: this.#scope.opens,
      scopeReads: this.#scope.reads,
    };
  }

  /** Call at the beginning of a list: remembers the way from the end of the one before. */
  arrive(containers: readonly number[]): void {
    const leaving = this.#leaving;
    this.#leaving = null;
    const attributes = this.#catalog?.endNote() ?? [];
    if (leaving === null || leaving.problems !== this.#problems.count) return;
    if (leaving.containers !== containers.join()) return;
    const { base, pos } = this.#scanner;
    const length = base + pos - leaving.offset;
    if (leaving.offset < base || length > At.LONGEST_PASSAGE || length < 4) return;
    const passage = this.#learn(leaving, length, attributes);
    if (passage === null) return;
    const place = this.#known.length < At.MOST_PASSAGES ? this.#known.length : this.#oldest++ % At.MOST_PASSAGES;
    this.#known[place] = passage;
    this.#tell(place, passage, leaving.offset - base);
  }

  /** Null for what is more than the way into the next scope, resource or document. */
  #learn(leaving: Leaving, length: number, attributes: readonly AttributeSample[]): Passage | null {
    const { line } = this.#scanner;
    const [document, resource, scope] = [this.#document, this.#resource, this.#scope];
    const documents = document.begun - leaving.documents;
    const resources = resource.opens - leaving.resources;
    // what is read of the block that was left, or of one that goes on, is more than can be said here
    const resourceReads = resource.reads - leaving.resourceReads;
    const scopeReads = scope.reads - leaving.scopeReads;
    // so is what else its document holds
    const fields = documents === 1 ? document.fieldsBefore : document.fields;
    const isPlain =
      fields === leaving.fields &&
      documents <= resources &&
      resources <= 1 &&
      scope.opens - leaving.scopes === 1 &&
      scopeReads === scope.ownReads &&
      resourceReads === (resources === 1 ? resource.ownReads : 0) &&
      !scope.dropped &&
      !resource.dropped;
    if (!isPlain) return null;
    return {
      length,
      attributes,
      newlines: line - leaving.line,
      scope: { twin: scope.openTwin(), read: scope.ownReads > 0 },
      resource: resources === 1 ? { twin: resource.openTwin(), read: resource.ownReads > 0 } : null,
      document:
        documents === 1
          ? { met: document.fields, newlines: document.line - leaving.line, offset: document.offset - leaving.offset }
          : null,
    };
  }

  /** @param start where it is in the window */
  #tell(place: number, { length, newlines, scope, resource, document }: Passage, start: number): void {
    const { bytes, passing, view } = this.#spans.batch;
    const at = addressOf(place);
    const set = (field: number, value: number) => view.setUint32(at + field, value, true);
    set(At.PASSAGE_LENGTH, length);
    set(At.PASSAGE_LINES, newlines);
    set(At.PASSAGE_RESOURCE, resource === null ? At.SAME_RESOURCE : resource.twin);
    set(At.PASSAGE_SCOPE, scope.twin);
    set(At.PASSAGE_HAS_DOCUMENT, document === null ? 0 : 1);
    set(At.PASSAGE_DOCUMENT_AT, document?.offset ?? 0);
    set(At.PASSAGE_DOCUMENT_LINES, document?.newlines ?? 0);
    set(At.PASSAGE_NEXT, 0);
    set(At.PASSAGE_USES, 0);
    bytes.copyWithin(at + At.PASSAGE_TEXT, At.WINDOW + start, At.WINDOW + start + length);
    view.setUint32(addressOf(passing[LAST]!) + At.PASSAGE_NEXT, place, true);
    passing[LAST] = place;
  }
}

function move(block: SharedBlock, { twin, read }: PassedBlock, firstRow: number): void {
  block.move(twin, read, firstRow);
}

function addressOf(place: number): number {
  return At.PASSAGES + place * At.PASSAGE_SIZE;
}

import type { FetchRequest, TraceStore } from '../../engine';
import {
  ColumnsBuilder,
  OtlpJsonReader,
  OtlpProtobufReader,
  type Problem,
  ProblemList,
  type ReadContext,
  Tally,
  type TraceCatalog,
  type TraceReader,
} from '../../traces';
import { openScanner } from '../support/open-scanner';
import { fetchEverything } from '../support/store';

export interface Reading {
  readonly store: TraceStore;
  readonly problems: readonly Problem[];
  readonly tally: Tally;
  readonly catalog: TraceCatalog | null;
}

export interface ReadingOptions {
  readonly request?: FetchRequest;
  /** The bytes are handed over in pieces of this size. */
  readonly pieces?: number;
  /** Without the scanner of spans that are written as usual. */
  readonly plainly?: boolean;
  readonly catalog?: boolean;
}

/** Reads one content with the fast reader. */
export function readJson(content: string | Uint8Array, options: ReadingOptions = {}): Reading {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const request = options.request ?? fetchEverything(new TextDecoder().decode(bytes));
  return read(bytes, request, options, (context) => new OtlpJsonReader(context));
}

export function readProtobuf(bytes: Uint8Array, options: ReadingOptions & { request: FetchRequest }): Reading {
  return read(bytes, options.request, options, (context) => new OtlpProtobufReader(context));
}

function read(
  bytes: Uint8Array,
  request: FetchRequest,
  options: ReadingOptions,
  open: (context: ReadContext) => TraceReader,
): Reading {
  const builder = new ColumnsBuilder(request, {
    catalog: options.catalog,
    ...(!options.plainly && { openScanner }),
  });
  const context = {
    builder,
    file: builder.addFile('traces.json'),
    problems: new ProblemList('traces.json'),
    tally: new Tally(),
  };
  const reader = open(context);
  const size = options.pieces ?? bytes.length;
  for (let at = 0; at < bytes.length; at += size) {
    // a copy that is spoilt afterwards: readers must not hold on to what they are given
    const piece = Uint8Array.from(bytes.subarray(at, at + size));
    reader.write(piece);
    piece.fill(0x7b);
  }
  reader.end();
  const built = builder.build();
  const problems = [...context.problems.list(), ...built.problems];
  return { store: built.store, problems, tally: context.tally, catalog: built.catalog };
}

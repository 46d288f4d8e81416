import { FieldTable } from './field-table';

/** The levels around spans. */
export const Container = {
  /** Documents one after another. */
  content: 0,
  /** Documents in an array. */
  documents: 1,
  document: 2,
  resourceBlocks: 3,
  resourceBlock: 4,
  scopeBlocks: 5,
  scopeBlock: 6,
  spans: 7,
} as const;

export const DocumentField = {
  traces: 1,
  tempoTraces: 2,
  logs: 3,
  metrics: 4,
  profiles: 5,
  tempoWrapper: 6,
  wrapper: 7,
} as const;

export const DOCUMENT_FIELDS = new FieldTable([
  [DocumentField.traces, 'resourceSpans', 'resource_spans'],
  [DocumentField.tempoTraces, 'batches'],
  [DocumentField.logs, 'resourceLogs', 'resource_logs'],
  [DocumentField.metrics, 'resourceMetrics', 'resource_metrics'],
  [DocumentField.profiles, 'resourceProfiles', 'resource_profiles'],
  [DocumentField.tempoWrapper, 'trace'],
  [DocumentField.wrapper, 'result'],
]);

/** The same two numbers in both kinds of block: what spans share, and the list of what shares it. */
export const BlockField = { entity: 1, list: 2 } as const;

export const RESOURCE_BLOCK_FIELDS = new FieldTable([
  [BlockField.entity, 'resource'],
  [
    BlockField.list,
    'scopeSpans',
    'scope_spans',
    // OTLP before 0.15
    'instrumentationLibrarySpans',
    'instrumentation_library_spans',
  ],
]);

export const SCOPE_BLOCK_FIELDS = new FieldTable([
  [BlockField.entity, 'scope', 'instrumentationLibrary', 'instrumentation_library'],
  [BlockField.list, 'spans'],
]);

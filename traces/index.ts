export * from './columns/builder';
export * from './json/otlp-json-reader';
export type * from './problem';
export * from './problem-list';
export type * from './reader';
export * from './tally';

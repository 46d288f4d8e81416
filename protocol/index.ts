export * from './documents';
export * from './findings';
export * from './inputs';
export type { NotificationOf, RequestOf } from './message';
export type { Position, Range, Target } from './position';
export * from './replay';
export * from './settings';

import type { FindingItem } from '../protocol';
import type { ViolationNode } from './violations/tree';

/** Every command of the manifest and what it takes; `registerCommands` wants all of them. */
export interface CommandMap {
  'ringfence.replay': () => Promise<void>;
  'ringfence.cancelReplay': () => Promise<void>;
  'ringfence.groupByRule': () => Promise<void>;
  'ringfence.groupByTenant': () => Promise<void>;
  'ringfence.groupByService': () => Promise<void>;
  'ringfence.groupByFile': () => Promise<void>;
  /** Shows a witness of a finding, by default the first one. */
  'ringfence.revealSpan': (finding: FindingItem, witness?: number) => Promise<void>;
  'ringfence.revealRule': (node: ViolationNode) => Promise<void>;
  'ringfence.copyTraceId': (node: ViolationNode) => Promise<void>;
  /** Runs tests by id, all of them where none is given. */
  'ringfence.runTests': (ids?: readonly string[]) => Promise<void>;
  /** Copies the sample into a folder, asked for where none is given, and opens it. */
  'ringfence.openSample': (folder?: string) => Promise<void>;
  'ringfence.newRuleFile': () => Promise<void>;
  'ringfence.showOutput': () => Promise<void>;
  'ringfence.restartServer': () => Promise<void>;
}

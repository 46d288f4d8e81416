/** What a plan reads of the traces; readers decode this and nothing else. Keys are sorted and distinct. */
export interface FetchRequest {
  readonly span: readonly string[];
  readonly event: readonly string[];
  readonly link: readonly string[];
  readonly resource: readonly string[];
  readonly instrumentation: readonly string[];
  /** All attributes of spans and events, in `TraceStore.allAttributes`, beside the columns above. */
  readonly allAttributes?: boolean;
  readonly statusMessage: boolean;
  /** Whether event and link rows are wanted at all. */
  readonly events: boolean;
  readonly links: boolean;
}

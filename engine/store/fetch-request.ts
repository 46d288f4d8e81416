/** What a plan reads of the traces; readers decode this and nothing else. Keys are sorted and distinct. */
export interface FetchRequest {
  readonly span: readonly string[];
  readonly event: readonly string[];
  readonly link: readonly string[];
  readonly resource: readonly string[];
  readonly instrumentation: readonly string[];
  /**
   * Every attribute of spans and events whose key begins with one of these goes into `TraceStore.listed`, beside the
   * columns above. All keys begin with ''. As `fewestPrefixes` gives them.
   */
  readonly prefixes: readonly string[];
  readonly statusMessage: boolean;
  /** Whether event and link rows are wanted at all. */
  readonly events: boolean;
  readonly links: boolean;
}

export const FETCH_NOTHING: FetchRequest = {
  span: [],
  event: [],
  link: [],
  resource: [],
  instrumentation: [],
  prefixes: [],
  statusMessage: false,
  events: false,
  links: false,
};

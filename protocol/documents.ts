/**
 * Read-only documents that the server gives by LSP 3.18's `workspace/textDocumentContent`; a client that knows that
 * request needs no code for them. `ringfence-pack:/std/otel.fence` is a pack's text; a `ringfence-span:` document is
 * one span laid out, with the verdicts on it as diagnostics.
 */
export const PACK_SCHEME = 'ringfence-pack';
export const SPAN_SCHEME = 'ringfence-span';

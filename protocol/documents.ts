import type { RequestOf } from './message';

/** The text of a rule pack that ships with Ringfence, by its URI, such as `ringfence-pack:/std/otel.fence`. */
export const packTextRequest: RequestOf<DocumentParams, DocumentText> = { method: 'ringfence/packText' };

/**
 * A span laid out with the verdicts on it, as YAML, by its URI `ringfence-span:/TRACE_ID/SPAN_ID.yaml`. The
 * span is read anew from its file. Worth asking for again when a replay has brought a new revision.
 */
export const spanDocumentRequest: RequestOf<DocumentParams, DocumentText> = { method: 'ringfence/spanDocument' };

export interface DocumentParams {
  readonly uri: string;
}

export interface DocumentText {
  /** Always something to show: where there is no such document the text says so. */
  readonly text: string;
  readonly found: boolean;
}

export const packScheme = 'ringfence-pack';
export const spanScheme = 'ringfence-span';

import { type Place, type RevealParams, RevealRequest } from '../../protocol';
import type { ServerContext } from '../context';
import { reveal } from '../place/reveal';

/** Tells the client where a span can be seen. */
export function registerReveal({ connection }: ServerContext): void {
  connection.onRequest(RevealRequest.method, (params: RevealParams): Place | null => reveal(params));
}

import { sha256 } from '@noble/hashes/sha2.js';
import { NOT_COMPUTABLE } from '../value/nothing';
import type { Present, Value } from '../value/runtime';

/** 64 lower-case hex digits of a text's UTF-8 or of bytes. */
export function sha256Of(value: Present): Value {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return NOT_COMPUTABLE;
  const digest = sha256(typeof value === 'string' ? new TextEncoder().encode(value) : value);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

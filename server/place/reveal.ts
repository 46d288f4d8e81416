import type { Place, RevealParams } from '../../protocol';
import { spanUri } from '../replay/span-uri';
import { uriOf } from '../workspace/uris';
import { spanPlaces } from './span-places';
import { TextFile } from './text-file';

/**
 * Where a span can be seen: in its file, or in its read-only document where no editor shows the file as text.
 * null where the file is gone or can't be read.
 */
export function reveal({ location, traceId, spanId }: RevealParams): Place | null {
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  try {
    const places = TextFile.read(location.path, (file) => spanPlaces(file, [location]));
    const range = places?.[0];
    return range ? { uri: uriOf(location.path), range } : { uri: spanUri(traceId, spanId), range: top };
  } catch {
    // gone, or no longer readable: the caller says so
    return null;
  }
}

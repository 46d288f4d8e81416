import { isAbsolute, relative, sep } from 'node:path';
import { fileUri, pathOfUri } from '../../project';

/** The file that a `file:` URI names; undefined for other schemes and URIs that name none here. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return pathOfUri(uri);
  } catch {
    // a host or an escape that this system's paths don't have: as good as another scheme
    return undefined;
  }
}

export function uriOf(path: string): string {
  return fileUri(path);
}

/** One spelling for each document: clients differ in what they percent-encode. */
export function canonicalUri(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? uri : uriOf(path);
}

/** Whether a path is the folder or below it. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

const versions = new WeakMap<object, number>();
/** A thread that is started anew begins with later ones than all before it. */
let next = Date.now() * 1_000;

/** What an object is known by to those it was sent to: another one for each object. */
export function versionOf(part: object): number {
  const known = versions.get(part);
  if (known !== undefined) return known;
  versions.set(part, next);
  return next++;
}

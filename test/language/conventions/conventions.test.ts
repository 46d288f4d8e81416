import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { convention, conventions } from '../../../language/conventions/conventions';

const root = join(import.meta.dirname, '../../..');

/** What is known of an attribute, on one line. */
function describeAttribute(name: string): string {
  const known = convention(name);
  if (known === undefined) return 'unknown';
  const { type, values, examples, deprecated, replacement, stable } = known;
  const shown = values.length > 0 ? `one of ${values.slice(0, 3).join(' ')} …` : examples.join(' ');
  const state = deprecated === null ? (stable ? 'stable' : 'in development') : `deprecated for ${replacement}`;
  return `${known.name}: ${type} (${shown}) ${state}`;
}

describe('semantic conventions', () => {
  test.each([
    ['db.query.text', 'db.query.text: string (SELECT * FROM wuser_table where username = ? SET mykey ?) stable'],
    ['db.statement', /^db\.statement: string .* deprecated for db\.query\.text$/],
    ['db.system.name', /^db\.system\.name: string \(one of .* …\) stable$/],
    ['db.system', /deprecated for db\.system\.name$/],
    ['server.port', 'server.port: int (80 8080 443) stable'],
    ['http.response.status_code', /: int /],
    ['http.status_code', /: int .* deprecated for http\.response\.status_code$/],
    ['messaging.destination.temporary', /: boolean /],
    ['http.request.header.x-tenant-id', /^http\.request\.header\.<key>: string\[\] /],
    ['user.roles', 'user.roles: string[] (["admin", "reporting_user"]) in development'],
    ['enduser.id', /^enduser\.id: string .* in development$/],
    ['enduser.role', /deprecated for user\.roles$/],
    ['db.user', /deprecated for null$/],
    ['thread.id', /: int /],
    ['service.version', /: string /],
    ['tenant_id', 'unknown'],
    ['http.request.header', 'unknown'],
    ['__proto__', 'unknown'],
    ['', 'unknown'],
  ])('%s', (name, expected) => {
    if (typeof expected === 'string') expect(describeAttribute(name)).toBe(expected);
    else expect(describeAttribute(name)).toMatch(expected);
  });

  test('every attribute has a name of its own, a group and a text; nearly all have a type', () => {
    const all = conventions();
    expect(all.length).toBeGreaterThan(900);
    expect(new Set(all.map((attribute) => attribute.name)).size).toBe(all.length);
    expect(all.filter((attribute) => !/^[a-z]/.test(attribute.group) || attribute.brief === '')).toEqual([]);
    expect(all.filter((attribute) => attribute.type === null).length).toBeLessThan(all.length * 0.03);
    expect(all.flatMap((attribute) => attribute.examples).filter((example) => example.length > 48)).toEqual([]);
  });

  test('a replacement is an attribute of the conventions, deprecated or not', () => {
    const dangling = conventions().filter(({ replacement }) => replacement !== null && !convention(replacement));
    expect(dangling.map(({ name, replacement }) => `${name} → ${replacement}`)).toEqual([]);
  });

  test('are what the generator writes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'conventions-'));
    const out = join(folder, 'attributes.ts');
    execFileSync(process.execPath, [join(root, 'scripts/generate-conventions.ts'), '--out', out]);
    const text = readFileSync(out, 'utf8');
    rmSync(folder, { recursive: true });
    expect(text).toBe(readFileSync(join(root, 'language/conventions/attributes.ts'), 'utf8'));
    expect(text.length).toBeLessThan(300_000);
  });
});

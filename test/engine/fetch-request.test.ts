import { describe, expect, it } from 'vitest';
import { fetchRequestOf } from '../../engine';
import { planOf } from '../support/rules';

const requestOf = (rules: string) => fetchRequestOf(planOf(rules));

describe('what a plan fetches', () => {
  it('is the service and what the tenant is read from, for findings', () => {
    const request = requestOf('signal s = span "s"\nrule r { never { s } }');
    expect(request).toMatchObject({ resource: ['service.name'], event: [], link: [], events: false, links: false });
    expect(request.span).toContain('tenant_id');
    expect(request.statusMessage).toBe(false);
  });

  it('is every attribute that conditions, fields, keys and messages read, in its scope, sorted', () => {
    const request = requestOf(`
      signal s = span "s" where exists(in_signal) { field = in_field }
      rule r {
        per key_of
        each s as q where q.field == resource.of_resource
        always { instrumentation.of_scope == "x" or root.of_root == 1 or q.parent.of_parent == 2 }
        message "{q.in_message}"
        context { x = q.in_context }
      }`);
    const own = request.span.filter((key) => !key.includes('tenant'));
    expect(own).toEqual([
      'field',
      'in_context',
      'in_field',
      'in_message',
      'in_signal',
      'key_of',
      'of_parent',
      'of_root',
    ]);
    expect(request.resource).toEqual(['of_resource', 'service.name']);
    expect(request.instrumentation).toEqual(['of_scope']);
  });

  it('has events only if a signal can be an event', () => {
    expect(requestOf('rule r { never { anything } }').events).toBe(true);
    expect(requestOf('signal s = event where x == 1\nrule r { never { s } }')).toMatchObject({ events: true });
    expect(requestOf('signal s = event where x == 1\nrule r { never { s } }').event).toContain('x');
    expect(requestOf('signal s = span where x == 1\nrule r { never { s } }').events).toBe(false);
  });

  it('has links and status messages only if they are read', () => {
    const request = requestOf('rule r { each s as q always { q.link.x == 1 and q.span:statusMessage != "y" } }');
    expect(request).toMatchObject({ link: ['x'], links: true, statusMessage: true });
    expect(requestOf('rule r { each s as q always { q.link:traceID == "x" } }').links).toBe(true);
  });

  it('has every attribute only where all are asked for, and the parameters of statements where one is read', () => {
    const each = (condition: string) => requestOf(`rule r { each s as q always { ${condition} } }`);
    expect(each('q.a == 1').prefixes).toEqual([]);
    expect(each('sql(q.a).pinned(b) == "x"').prefixes).toEqual(['db.query.parameter.']);
    expect(each('sql(q.a).pinned(b) == "x" and values(q) contains "x"').prefixes).toEqual(['']);
  });

  it('leaves out what only signals read that no rule comes by', () => {
    const request = requestOf('signal unused = span where exists(nobody.asks)\nrule r { never { anything } }');
    expect(request.span).not.toContain('nobody.asks');
  });
});

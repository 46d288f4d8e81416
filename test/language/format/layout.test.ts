import { describe, expect, test } from 'vitest';
import { formatRuleFile } from '../../../language/format/format-rule-file';

function formatted(text: string): string {
  const result = formatRuleFile(text);
  return 'text' in result ? result.text : `refused: ${result.diagnostics.map((found) => found.message).join(' ')}`;
}

/** The layout of `text` is `expected`, which is its own layout. */
function check(text: string, expected: string): void {
  expect(formatted(text)).toBe(expected);
  expect(formatted(expected)).toBe(expected);
}

describe('declarations', () => {
  test('aliases below each other are aligned, lets and params are not', () => {
    check(
      `import   "std/otel"
let tables=[ "orders","patient_documents", ]
param rate_limit   = 100
attribute tenant_id=tenant.id??tenant_id ??app.tenant_id
inherited user.tenant_id=user.tenant_id ?? enduser.tenant_id   else entry.tenant_id

attribute x=y`,
      `import "std/otel"
let tables = ["orders", "patient_documents"]
param rate_limit = 100
attribute tenant_id      = tenant.id ?? tenant_id ?? app.tenant_id
inherited user.tenant_id = user.tenant_id ?? enduser.tenant_id else entry.tenant_id

attribute x = y
`,
    );
  });

  test('a signal with fields', () => {
    check(
      `signal database.query = span where span:kind==client and exists(db.query.text ?? db.statement) { query = db.query.text ?? db.statement, table = db.collection.name }
signal error.text = span "error.text" or event "error.text" { a = b, long = c }
signal session = from session_created until session_destroyed by session.id
signal cache.access=cache.get or cache.set
signal x = (span "a" or event "a") where b == 1 { c = d }`,
      `signal database.query =
  span where span:kind == client and exists(db.query.text ?? db.statement) {
    query = db.query.text ?? db.statement
    table = db.collection.name
  }
signal error.text = span "error.text" or event "error.text" {
  a    = b
  long = c
}
signal session      = from session_created until session_destroyed by session.id
signal cache.access = cache.get or cache.set
signal x = (span "a" or event "a") where b == 1 { c = d }
`,
    );
  });

  test('a long list shares its lines', () => {
    const names = Array.from({ length: 20 }, (_, index) => `"table_${index + 1}"`);
    check(
      `let tables = [${names.join(',')},]`,
      `let tables = [
  "table_1", "table_2", "table_3", "table_4", "table_5", "table_6", "table_7", "table_8", "table_9",
  "table_10", "table_11", "table_12", "table_13", "table_14", "table_15", "table_16", "table_17",
  "table_18", "table_19", "table_20"
]
`,
    );
  });

  test('an exemption gives its reason on a line of its own where it is long', () => {
    check(
      `exempt a-b where service == "migrator" until 2027-03-31 because "schema owner, reviewed in SEC-118 by the team"
exempt a-b because "short"`,
      `exempt a-b where service == "migrator" until 2027-03-31
  because "schema owner, reviewed in SEC-118 by the team"
exempt a-b because "short"
`,
    );
  });

  test('test blocks', () => {
    check(
      `test "caught" { trace { span api.request (kind:server,user.tenant_id:"a"){ span database.query(table:"t"){event rls.applied(policy:"none")} } span b } expect rls violated 1 }
test "recorded" { given "traces/breach.jsonl"  expect data-isolation violated }`,
      `test "caught" {
  trace {
    span api.request (kind: server, user.tenant_id: "a") {
      span database.query (table: "t") { event rls.applied (policy: "none") }
    }
    span b
  }
  expect rls violated 1
}

test "recorded" {
  given "traces/breach.jsonl"
  expect data-isolation violated
}
`,
    );
  });
});

describe('rules', () => {
  test('metadata, body and report stand apart; the report is aligned', () => {
    check(
      `rule rls "RLS applies" { severity critical controls [soc2.CC6_3,hipaa.\`164.312(a)(2)(ii)\`] tags [database]
each database.query as q where q.table in tables always { q.has(rls.applied).where(policy=="tenant_isolation") }
message "Query on {q.table}" recommend "Add a policy" context { query=q.query user_tenant=q.user.tenant_id } }
rule e{}`,
      `rule rls "RLS applies" {
  severity critical
  controls [soc2.CC6_3, hipaa.\`164.312(a)(2)(ii)\`]
  tags [database]

  each database.query as q where q.table in tables
  always { q.has(rls.applied).where(policy == "tenant_isolation") }

  message   "Query on {q.table}"
  recommend "Add a policy"
  context   { query = q.query, user_tenant = q.user.tenant_id }
}

rule e {}
`,
    );
  });

  test('long reports go on below where they began', () => {
    check(
      `rule a { always { b } recommend "Add an RLS policy to the patient_documents table", "Add an explicit tenant_id filter to the query"
context { query = q.db.query.text, missing_filter = "tenant_id", user_tenant = q.user.tenant_id, version = q.resource.service.version } }`,
      `rule a {
  always { b }

  recommend "Add an RLS policy to the patient_documents table",
            "Add an explicit tenant_id filter to the query"
  context   {
    query          = q.db.query.text
    missing_filter = "tenant_id"
    user_tenant    = q.user.tenant_id
    version        = q.resource.service.version
  }
}
`,
    );
  });

  test('long conditions are broken before and, or and ??', () => {
    check(
      `rule a { always { trace.has(database.query).where(table == "patient_documents") and trace.has(tenant_check).where(tenant_id == user.tenant_id) } }
rule b { per tenant_id, region window 1min tumbling
never { count(api.request.where(status in [401, 403, 404] and path starts_with "/api/")) > rate_limit or not (exists(tenant_id) and exists(region)) } }`,
      `rule a {
  always {
    trace.has(database.query).where(table == "patient_documents")
      and trace.has(tenant_check).where(tenant_id == user.tenant_id)
  }
}

rule b {
  per tenant_id, region window 1min tumbling
  never {
    count(api.request.where(status in [401, 403, 404] and path starts_with "/api/")) > rate_limit
      or not (exists(tenant_id) and exists(region))
  }
}
`,
    );
  });

  test('a long chain of calls is broken before its dots, a short one inside its brackets', () => {
    check(
      `rule a { each database.query as q always { has(tenant.context_set as c).before(q).where(c.tenant_id == q.tenant_id).where(not has(tenant.context_set as d).between(c, q)) } }
rule b { never { has(database.query as q).where(has(tenant.suspended as s).before(q).where(not has(tenant.reactivated).between(s, q))) } }`,
      `rule a {
  each database.query as q
  always {
    has(tenant.context_set as c)
      .before(q)
      .where(c.tenant_id == q.tenant_id)
      .where(not has(tenant.context_set as d).between(c, q))
  }
}

rule b {
  never {
    has(database.query as q).where(
      has(tenant.suspended as s).before(q).where(not has(tenant.reactivated).between(s, q))
    )
  }
}
`,
    );
  });
});

describe('comments', () => {
  test('stay with what they stand at', () => {
    check(
      `// the file

// the rule
rule a { // opens
  // about severity
  severity high   // why high


  /* what is asked */ when { /* in */ b /* after */ } // trigger
  always { c
    // and why
    and d } // kept
  // nothing follows
} // closed
// the end`,
      `// the file

// the rule
rule a { // opens
  // about severity
  severity high // why high

  /* what is asked */
  when { /* in */ b /* after */ } // trigger
  always {
    c
      // and why
      and d
  } // kept
  // nothing follows
} // closed
// the end
`,
    );
  });

  test('in lists, at commas that go and in blocks that are empty', () => {
    check(
      `let a = [ "x", // first
 "y" // second
 , // third
 // last
 ]
rule e { /* none yet */ }
rule c { always { a } context { b = c, // why
 d = e } }`,
      `let a = [
  "x", // first
  "y" // second
  // third
  // last
]

rule e { /* none yet */ }

rule c {
  always { a }

  context {
    b = c // why
    d = e
  }
}
`,
    );
  });

  test('over several lines they keep their inside', () => {
    check('/* a\n     b   \n  c */ let x=1', '/* a\n     b\n  c */\nlet x = 1\n');
  });
});

describe('files', () => {
  test.each([
    ['', ''],
    ['\n\n', ''],
    ['// only this', '// only this\n'],
    ['\n\n/* a */\n\n\n// b\n\n', '/* a */\n\n// b\n'],
    ['let a=1\n\n\n\nlet b=2', 'let a = 1\n\nlet b = 2\n'],
  ])('%j', (text, expected) => check(text, expected));

  test('line ends stay what they are', () => {
    expect(formatted('let a=1 // x\r\nlet b=2\r\n')).toBe('let a = 1 // x\r\nlet b = 2\r\n');
  });

  test.each([
    ['rule a { always { b }', /^refused: .*end of the file/],
    ['let a = ', /^refused: /],
    ['let a = "x\nlet b = 1', /^refused: .*quot/],
    [`let a = ${'('.repeat(200)}b${')'.repeat(200)}`, /^refused: .*nest/],
  ])('a file that is not right is left alone: %j', (text, expected) => expect(formatted(text)).toMatch(expected));

  test('names that are also keywords stay names', () => {
    check(
      `rule a { always { span.where(message=="x" and context != null).where(\`per\`==1 and rule.id in[a]) } }`,
      `rule a {
  always { span.where(message == "x" and context != null).where(\`per\` == 1 and rule.id in [a]) }
}
`,
    );
  });

  test('a dot with space around it becomes one path', () => {
    check(
      'rule a { always { api.request\n  .where(status == 200) } }',
      'rule a {\n  always { api.request.where(status == 200) }\n}\n',
    );
  });
});

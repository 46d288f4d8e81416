import { describe, expect, test } from 'vitest';
import { compileTexts } from '../../support/rules';

/** What is said of a text, and what stands there after the first fix. */
function said(text: string): string[] {
  const { plan, diagnostics } = compileTexts([`${text}\nrule after { always { z } }`]);
  expect(plan.rules.map(({ id }) => id)).toEqual(['after']);
  const fixes = diagnostics.flatMap((diagnostic) => diagnostic.fixes.slice(0, 1));
  const fixed = fixes.flatMap(({ edits }) =>
    edits.map(({ start, end, newText }) => `→ ${text.slice(0, start)}${newText}${text.slice(end)}`),
  );
  return [...diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`), ...fixed];
}

const IF = 'There is no “if”: a rule says “when { … } always { … }”, a condition “not (A) or B”.';
const ARROW = 'There is no “=>”: write “when { A } always { B }”.';
const HAS = '“has” is called: write “q.has(x)”.';
const BRACES = 'The condition stands in braces: write “when { … }”, “always { … }”, “never { … }”.';

describe('habits from other languages are answered in this one’s words, once', () => {
  test.each<[text: string, ...expected: string[]]>([
    ['rule r { if a then b }', `1:10 ${IF}`],
    ['rule r { always { if a then b } }', `1:19 ${IF}`],
    ['rule r {\n  when { a } => b\n}', `2:14 ${ARROW}`],
    ['rule r { a => b }', `1:12 ${ARROW}`],
    ['rule r { always { a -> b } }', `1:21 ${ARROW}`],
    ['rule r { a implies b }', '1:12 There is no “implies”: write “when { A } always { B }”.'],
    ['rule r { each a as q always { q has b } }', `1:31 ${HAS}`, '→ rule r { each a as q always { q.has(b) } }'],
    ['rule r { a or q has b.c }', `1:15 ${HAS}`, '→ rule r { a or q.has(b.c) }'],
    [
      'rule r { trace has a and b }',
      '1:10 What is asked of the trace is called: write “trace.has(x)”.',
      '→ rule r { trace.has(a) and b }',
    ],
    ['rule r { has x }', '1:10 A function’s arguments stand in brackets.', '→ rule r { has(x) }'],
    [
      'rule r { when { a } then { b } }',
      '1:21 There is no “then”: what must be true stands in “always { … }”.',
      '→ rule r { when { a } always { b } }',
    ],
    ['rule r { unless { a } always { b } }', '1:10 There is no “unless”: write “when { not … }”.'],
    ['rule r { require { a } }', '1:10 What must be true stands in “always { … }”.', '→ rule r { always { a } }'],
    ['rule r { when a always b }', `1:10 ${BRACES}`],
    ['rule r { never a }', `1:10 ${BRACES}`],
    [
      'rule r { for each a as q always { b } }',
      '1:10 Write “each SIGNAL as q”, without “for”.',
      '→ rule r { each a as q always { b } }',
    ],
    [
      'rule r { each q in a.b always { b } }',
      '1:10 The signal comes first: write “each SIGNAL as q”.',
      '→ rule r { each a.b as q always { b } }',
    ],
    [
      'rule r { each a as q where { q.x == 1 } always { b } }',
      '1:22 The condition of “where” has no braces: write “each SIGNAL as q where q.x == 1”.',
    ],
    ['rule r { always { has(a) where x == 1 } }', '1:24 What was found is narrowed by a call: write “.where(…)”.'],
    ['rule r { a AND b }', '1:12 Words are written in lower case here: “and”.', '→ rule r { a and b }'],
    [
      'rule r { always { NOT a } }',
      '1:19 Words are written in lower case here: “not”.',
      '→ rule r { always { not a } }',
    ],
    ['rule r { always { a.where(x === 1) } }', '1:29 To compare, write “==” or “!=”.'],
    [
      'rule r { always { a.where(x <> 1) } }',
      '1:29 To compare, write “!=”.',
      '→ rule r { always { a.where(x != 1) } }',
    ],
    [
      'rule r { always { a.where(x is null) } }',
      '1:29 Write “x == null”, or “not exists(x)”.',
      '→ rule r { always { a.where(x == null) } }',
    ],
    [
      'rule r { always { a.where(x like "b%") } }',
      '1:29 There is no “like”: write “matches” and a pattern, or “glob(x, "a*")”.',
    ],
    [
      'rule r { always { a.where(x between 1 and 3) } }',
      '1:29 There is no “between” for values: write “x >= 1 and x <= 3”.',
    ],
    [
      'rule r { always { a.where(x not matches "y") } }',
      '1:29 Write “not (x matches …)”: only “in” has a form with “not”.',
    ],
    [
      'rule r { severity: high always { a } }',
      '1:10 A clause is its word and what follows, without “:”.',
      '→ rule r { severity high always { a } }',
    ],
    ['rule r { message = "x" always { a } }', '1:10 What a rule says about itself has no “=”: write “message "…"”.'],
  ])('%s', (text, ...expected) => expect(said(text)).toEqual(expected));

  test.each([
    ['rule r { alwys { a } }', '1:16 Expected “}”, found “{”. Did you mean “always”?'],
    ['rule r { when { a } alway { b } }', '1:21 Expected “}”, found “alway”. Did you mean “always”?'],
    ['rule r { always { a } mesage "x" }', '1:23 Expected “}”, found “mesage”. Did you mean “message”?'],
    ['rule r { each a as q wehre q.x == 1 always { b } }', '1:22 Expected “}”, found “wehre”. Did you mean “where”?'],
    ['exempt after becuase "x"', '1:14 Expected “because”, found “becuase”. Did you mean “because”?'],
    [
      'signal s = span wher x',
      "1:17 “wher” can't stand here: expected a declaration (rule, signal, let …) or the end of the file. Did you mean “where”?",
    ],
  ])('a misspelled word of the language: %s', (text, expected) => expect(said(text)).toEqual([expected]));

  test('mistakes in two rules are two', () => {
    expect(said('rule r { a => b }\nrule s { c => d }')).toEqual([`1:12 ${ARROW}`, `2:12 ${ARROW}`]);
  });
});

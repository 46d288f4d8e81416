import { ProjectCompiler, parseRuleFile, prepareParser } from '../language';
import { packsIn } from '../project';

// The front of the language: 1,000 rules in 20 files are parsed, linked, checked and compiled, cold; then one rule after another is
// typed in, as in an editor.
// Ratios are against JSON.parse of a JSON text of the same size, in the same process.

const RULES_PER_FILE = 50;

function ruleText(file: number, rule: number): string {
  return `rule r-${file}-${rule} "Rule ${rule} of file ${file}" {
  severity critical
  controls [soc2.CC6_3, hipaa.\`164.312(a)(2)(ii)\`]
  tags [database]
  each database.query as q where q.table in tables_${file} and q.user.tenant_id != null
  always { q.has(rls.applied).where(policy == "tenant_isolation_${rule}") or has(tenant_filter).where(tenant_id == q.user.tenant_id) }
  message   "Query on {q.table} without RLS: {q.query}"
  recommend "Add an RLS policy to {q.table}"
  context   { query = q.query, missing_filter = "tenant_id", user_tenant = q.user.tenant_id }
}
`;
}

function fileText(file: number): string {
  const rules = Array.from({ length: RULES_PER_FILE }, (_, rule) => ruleText(file, rule));
  return `let tables_${file} = ["orders", "patients"]\n${rules.join('')}`;
}

/** What the clock says, and what this thread computed: on a busy machine only the second can be compared. */
interface Took {
  readonly wall: number;
  readonly cpu: number;
}

function milliseconds(work: () => void): Took {
  const start = performance.now();
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

function shown(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b).map((each) => each.toFixed(0));
  return `${sorted[0]} ms fastest, ${sorted[sorted.length >> 1]} ms median, ${sorted.at(-1)} ms slowest`;
}

const texts = Array.from({ length: 20 }, (_, file) => fileText(file));
const json = JSON.stringify(texts.map((text) => text.split('\n').map((line) => ({ line, words: line.split(' ') }))));
const packs = packsIn(process.argv[2] ?? 'packs');
const parse = (text: string, index: number) => parseRuleFile(`file:///rules/${index}.fence`, text);
const compiler = new ProjectCompiler();
let files = [] as ReturnType<typeof parse>[];

const size = texts.join('').length;
const baseline = milliseconds(() => JSON.parse(json));
const cold = milliseconds(() => {
  files = texts.map(parse);
  compiler.compile({ files, packs });
});

/** A file's text with one of its rules changed, every time another. */
function edited(index: number, round: number): string {
  const rule = (round * 7) % RULES_PER_FILE;
  return texts[index]!.replace(`tenant_isolation_${rule}"`, `edited_${round}"`);
}

const EDITS = 100;
/** Each text in place of its file, from its parse to the project's diagnostics and plan. */
function replaced(textOf: (index: number, round: number) => string): Took[] {
  return Array.from({ length: EDITS }, (_, round) => {
    const index = round % texts.length;
    const text = textOf(index, round);
    return milliseconds(() => {
      files[index] = parse(text, index);
      compiler.compile({ files, packs });
    });
  });
}
const edits = replaced(edited);
prepareParser();
// a bracket and a quote are still missing
const unfinished = replaced((index, round) => edited(index, round).replace(/(edited_\d+)"\) or/, '$1'));
console.log(`front: ${size.toLocaleString('en')} characters, ${texts.length * RULES_PER_FILE} rules`);
console.log(
  `  cold parse + compile  ${cold.wall.toFixed(0)} ms, ${cold.cpu.toFixed(0)} ms of it computing  (${(cold.cpu / baseline.cpu).toFixed(0)} × JSON.parse of ${json.length.toLocaleString('en')} characters)`,
);
console.log(`  one rule edited       ${shown(edits.map(({ wall }) => wall))} of ${EDITS}`);
console.log(`    of it computing     ${shown(edits.map(({ cpu }) => cpu))}`);
console.log(`  … and unfinished      ${shown(unfinished.map(({ wall }) => wall))}`);
console.log(`    of it computing     ${shown(unfinished.map(({ cpu }) => cpu))}`);

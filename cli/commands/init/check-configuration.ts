import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import { didYouMean } from '../../../language';
import type { ShownDiagnostic } from '../../report/check-result';
import type { YamlText } from './read-yaml';

/** A place in the configuration, `*` for every key or element. */
type Path = readonly string[];

interface Check {
  readonly path: Path;
  /** What is wrong with a value, as the end of a sentence; null if nothing is. */
  readonly wrong: (value: string) => string | null;
}

const MODELS = ['single_tenant', 'multi_tenant', 'hybrid'];
const LEVELS = ['none', 'namespace', 'session'];
const SECTIONS = [
  'deployment',
  'prism_bridge',
  'proxy',
  'proxy_pools',
  'tenant_routing',
  'connection_pools',
  'resource_limits',
  'session_management',
  'audit',
  'backends',
  'access_control',
  'compliance',
  'tenants',
  'observability',
  'cluster',
];

const oneOf = (known: readonly string[]) => (value: string) =>
  known.includes(value) ? null : `is one of ${known.join(', ')}.${didYouMean(value, known)}`;
const number = (value: string) => (Number(value) > 0 ? null : 'is a number above 0.');
const size = (value: string) => (/^\d+(\.\d+)?(Gi|Mi)?$/.test(value) ? null : 'is a size, such as 2Gi.');
const cores = (value: string) => (/^\d+(\.\d+)?m?$/.test(value) ? null : 'is a number of cores, such as 0.5 or 500m.');
const duration = (value: string) => (/^\d+(\.\d+)?(ms|s|m|h)$/.test(value) ? null : 'is a duration, such as 300s.');
const withTenant = (value: string) =>
  value.split('{tenant_id}').length === 2 ? null : 'has {tenant_id} once: without it nothing says whose a name is.';
const attribute = (value: string) =>
  /^[^\s`"{}]{1,200}$/.test(value) ? null : 'is the name of an attribute, such as prism_tenant_id.';
const column = (value: string) => (/^[A-Za-z_]\w{0,62}$/.test(value) ? null : 'is the name of a column.');

const checks: readonly Check[] = [
  { path: ['deployment', 'model'], wrong: oneOf(MODELS) },
  { path: ['proxy', 'isolation_level'], wrong: oneOf(LEVELS) },
  { path: ['proxy_pools', '*', 'isolation_level'], wrong: oneOf(LEVELS) },
  { path: ['tenant_routing', 'rules', '*', 'action', 'isolation_level'], wrong: oneOf(LEVELS) },
  { path: ['tenant_routing', 'rules', '*', 'action', 'deployment'], wrong: oneOf(['single_tenant', 'multi_tenant']) },
  { path: ['backends', '*', 'isolation', 'format'], wrong: withTenant },
  { path: ['backends', 'postgres', 'isolation', 'tenant_column'], wrong: column },
  { path: ['observability', 'tenant_label'], wrong: attribute },
  { path: ['compliance', 'audit_retention_days'], wrong: number },
  { path: ['proxy', 'replicas'], wrong: number },
  ...['proxy', ''].flatMap((section) =>
    [
      { path: ['connection_pools', '*', 'connections_per_namespace'], wrong: number },
      { path: ['connection_pools', '*', 'max_total_connections'], wrong: number },
      { path: ['connection_pools', '*', 'max_connections'], wrong: number },
      { path: ['connection_pools', '*', 'per_session_limit'], wrong: number },
      { path: ['resource_limits', 'per_namespace', 'max_rps'], wrong: number },
      { path: ['resource_limits', 'per_namespace', 'cpu'], wrong: cores },
      { path: ['resource_limits', 'per_namespace', 'memory'], wrong: size },
      { path: ['session_management', 'max_sessions'], wrong: number },
      { path: ['session_management', 'session_timeout'], wrong: duration },
    ].map((check) => (section ? { ...check, path: [section, ...check.path] } : check)),
  ),
];

/** What is wrong with a configuration: errors where rules would not mean what it says, warnings where it looks odd. */
export function checkConfiguration(yaml: YamlText): readonly ShownDiagnostic[] {
  const root = yaml.document?.contents;
  if (!isMap(root) || !isMap(root.get('deployment'))) {
    const message = 'This is no configuration of Prism: it has no deployment with a model.';
    return [yaml.at('error', 'no-configuration', root, message)];
  }
  const found = checks.flatMap(({ path, wrong }) =>
    valuesAt(root, path).flatMap(({ node, name }) => {
      const why = isScalar(node) ? wrong(String(node.value)) : 'is a single value.';
      return why === null ? [] : [yaml.at('error', 'configuration', node, `${name} ${why}`)];
    }),
  );
  return [...found, ...missing(root, yaml), ...unknownSections(root, yaml)];
}

interface Placed {
  readonly node: unknown;
  readonly name: string;
}

/** Every value at a path; what isn't there is none. Aliases are left to those who follow them. */
function valuesAt(root: unknown, path: Path): readonly Placed[] {
  return path.reduce<readonly Placed[]>(
    (found, key) =>
      found.flatMap(({ node, name }) => stepsTo(node, key).map((to) => ({ node: to, name: dotted(name, key) }))),
    [{ node: root, name: '' }],
  );
}

function stepsTo(node: unknown, key: string): readonly unknown[] {
  if (isSeq(node)) return key === '*' ? node.items : [];
  if (!isMap(node)) return [];
  if (key === '*') return node.items.map((pair) => pair.value);
  return node.has(key) ? [node.get(key, true)] : [];
}

function dotted(name: string, key: string): string {
  return name === '' ? key : `${name}.${key}`;
}

function missing(root: YAMLMap, yaml: YamlText): readonly ShownDiagnostic[] {
  const deployment: unknown = root.get('deployment');
  if (!isMap(deployment)) return [];
  const model = root.getIn(['deployment', 'model']);
  if (model === undefined)
    return [yaml.at('error', 'configuration', deployment, `deployment has no model: ${MODELS.join(', ')}.`)];
  const found: ShownDiagnostic[] = [];
  const warn = (node: unknown, message: string) => found.push(yaml.at('warning', 'configuration', node, message));
  if (model === 'single_tenant' && !deployment.has('tenant_id'))
    warn(deployment, 'deployment has no tenant_id: no rule can tell whose this deployment is.');
  if (model === 'hybrid' && !root.hasIn(['tenant_routing', 'rules']))
    warn(deployment, 'A hybrid deployment without tenant_routing.rules: no rule can tell who goes where.');
  if (model === 'multi_tenant' && root.getIn(['proxy', 'isolation_level']) === 'none')
    warn(
      root.getIn(['proxy', 'isolation_level'], true),
      'Level none is no isolation: it is for development and trusted tenants.',
    );
  const frameworks = root.getIn(['compliance', 'frameworks'], true);
  const level = root.getIn(['proxy', 'isolation_level']);
  if (isSeq(frameworks) && model !== 'single_tenant') {
    const strict = frameworks.items.find((item) => isScalar(item) && /^(HIPAA|PCI-DSS)/.test(String(item.value)));
    if (strict && level !== 'session')
      warn(strict, 'This asks for session isolation, or for a deployment of one’s own.');
  }
  return found;
}

function unknownSections(root: YAMLMap, yaml: YamlText): readonly ShownDiagnostic[] {
  return root.items.flatMap(({ key }: Pair) => {
    const name = isScalar(key) ? String(key.value) : '';
    const meant = SECTIONS.includes(name) ? '' : didYouMean(name, SECTIONS);
    return meant === '' ? [] : [yaml.at('warning', 'unknown-section', key, `No rule reads “${name}”.${meant}`)];
  });
}

import type { HandoverArgument, ReleasedType } from '../../core/handover.ts';
import type { HandoverModel, HandoverTarget } from '../model/handover-model.ts';
import { visibleInJson } from '../../core/visible-json.ts';
import { visible } from '../../core/visible.ts';
import { namedResources, type Named } from './names.ts';
import { tsText, tsValue } from './typescript.ts';

const comment = (text: string): string => `// ${visible(text)}`;

/** Pulumi's spelling of one of Terraform's arguments. */
const spelt = ({ spelling = {} }: Named, name: string): string =>
  spelling[name] ?? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `alicloud:cs/nodePool:NodePool` is `alicloud.cs.NodePool` in the program. */
const classOf = ({ pulumi }: Named): string => {
  const [packageName = '', module = '', name = ''] = pulumi.split(':');
  return [packageName, module.split('/')[0], name].join('.');
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const property = (key: string, lines: readonly string[]): readonly string[] => [
  `${key}: ${lines[0] ?? ''}`,
  ...lines.slice(1),
];

const ending = (lines: readonly string[], end: string): readonly string[] => [
  ...lines.slice(0, -1),
  `${lines.at(-1) ?? ''}${end}`,
];

const argumentOf = (resource: Named, { name, value, as }: HandoverArgument): readonly string[] => {
  const lines = tsValue(value);
  const [first = '', ...rest] = lines;
  const whole = as === 'text' ? ending([`JSON.stringify(${first}`, ...rest], ')') : lines;
  return ending(property(spelt(resource, name), whole), ',');
};

const optionsOf = (resource: Named): readonly string[] => {
  const left = resource.leaves.map((name) => spelt(resource, name));
  return [
    'protect: true,',
    'retainOnDelete: true,',
    ...(left.length === 0 ? [] : ending(property('ignoreChanges', tsValue(left)), ',')),
  ];
};

const resourceOf = (resource: Named): readonly string[] => [
  `new ${classOf(resource)}(`,
  ...indented([
    `${tsText(resource.name)},`,
    '{',
    ...indented(resource.arguments.flatMap((argument) => argumentOf(resource, argument))),
    '},',
    '{',
    ...indented(optionsOf(resource)),
    '},',
  ]),
  ');',
];

const forEach = (names: readonly string[]): readonly string[] => {
  const [first = '', ...rest] = tsValue(names);
  return ending([`for (const name of ${first}`, ...rest], ') {');
};

/** Providers of the targets' Kubernetes APIs, for a person's own resources; none without its secret. */
const kubernetesOf = (targets: readonly HandoverTarget[]): readonly string[] => {
  const names = targets.filter(({ kubernetes }) => kubernetes).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    comment(
      'For your own resources in a cluster: { provider: kubernetesProviders["NAME"] }. The kubeconfig is a secret of',
    ),
    comment('the stack (pulumi config set --secret kubeconfig-NAME < FILE); without it there is no provider.'),
    'const config = new pulumi.Config();',
    'const kubernetesProviders: Record<string, kubernetes.Provider> = {};',
    ...forEach(names),
    '  const kubeconfig = config.getSecret(`kubeconfig-${name}`);',
    '  if (kubeconfig) kubernetesProviders[name] = new kubernetes.Provider(name, { kubeconfig });',
    '}',
  ];
};

const head = (tool: string): readonly string[] => [
  comment(`Written by ${tool}: what exists now, to be held by Pulumi. Nothing here creates or deletes.`),
  comment('First: pulumi import --file import.json --protect=true --generate-code=false'),
  comment('Then `pulumi preview` must show no change; what it shows, mend here before anything is applied.'),
  'import * as alicloud from "@pulumi/alicloud";',
  'import * as kubernetes from "@pulumi/kubernetes";',
  'import * as pulumi from "@pulumi/pulumi";',
];

const releasedOf = ({ pulumi }: ReleasedType): string =>
  comment(`What a stack of yours holds as ${pulumi}: pulumi state delete URN, which touches no cloud.`);

/** The program: each resource with the arguments it has, protected, and kept in the cloud whatever becomes of the stack. */
export const pulumiProgram = ({ tool, targets }: HandoverModel): string => {
  const parts = [...namedResources(targets)].flatMap(([target, resources]) => [
    [comment(target.address), ...target.notes.map(comment), ...target.released.map(releasedOf)],
    ...resources.map(resourceOf),
  ]);
  const kubernetes = kubernetesOf(targets);
  const all = [head(tool), ...parts, ...(kubernetes.length === 0 ? [] : [kubernetes])];
  return all.map((lines) => `${lines.join('\n')}\n`).join('\n');
};

/** What `pulumi import --file` takes. */
export const pulumiImport = ({ targets }: HandoverModel): string => {
  const resources = [...namedResources(targets).values()]
    .flat()
    .map(({ pulumi: type, name, id }) => ({ type, name, id }));
  return `${visibleInJson(JSON.stringify({ resources }, null, 2))}\n`;
};

import type { HandoverModel } from '../model/handover-model.ts';
import { visible } from '../../core/visible.ts';
import { hclAttributes, hclDocument, hclText, hclValue } from './hcl.ts';
import { namedResources, type Named } from './names.ts';

/** The provider whose schemas the arguments were taken from. */
const provider = '1.289.0';

const comment = (text: string): string => `# ${visible(text)}`;

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => (line === '' ? '' : `  ${line}`));

const block = (head: string, body: readonly string[]): readonly string[] => [`${head} {`, ...indented(body), '}'];

const importOf = ({ terraform, name, id }: Named): readonly string[] =>
  block(
    'import',
    hclAttributes([
      { key: 'to', lines: [`${terraform}.${name}`] },
      { key: 'id', lines: [hclText(id)] },
    ]),
  );

const lifecycleOf = ({ leaves }: Named): readonly string[] =>
  block('lifecycle', [
    'prevent_destroy = true',
    ...(leaves.length === 0 ? [] : ['', 'ignore_changes = [', ...indented(leaves.map((name) => `${name},`)), ']']),
  ]);

const resourceOf = (resource: Named): readonly string[] => {
  const lines = resource.arguments.map(({ name: key, value, as }) => ({
    key,
    lines: as === 'text' ? hclDocument(value) : hclValue(value),
  }));
  return block(`resource ${hclText(resource.terraform)} ${hclText(resource.name)}`, [
    ...hclAttributes(lines),
    '',
    ...lifecycleOf(resource),
  ]);
};

const releasedOf = (type: string, name: string): readonly string[] => [
  comment('Not in the state: nothing happens. Under another name there: write that one.'),
  ...block('removed', [`from = ${type}.${name}`, '', ...block('lifecycle', ['destroy = false'])]),
];

const head = (tool: string): readonly string[] => [
  comment(`Written by ${tool}: what exists now, to be held by Terraform. Nothing here creates or destroys.`),
  comment(
    `For Terraform 1.7 or newer and the provider aliyun/alicloud ${provider} or newer; an older one may not know`,
  ),
  comment('every name under ignore_changes: take out those that it names.'),
  comment('Put it into the module that holds the state, and take out the resource blocks of what is removed here.'),
  comment('`terraform plan` must say "0 to add, 0 to change, 0 to destroy"; apply nothing else.'),
  comment('What your state holds already under another name: take out its import, and keep your own resource.'),
];

/** One file for all targets: what is let go, what is imported, and the resources as they are. */
export const terraformText = ({ tool, targets }: HandoverModel): string => {
  const parts = [...namedResources(targets)].flatMap(([target, resources]) => [
    [comment(target.address), ...target.notes.map(comment)],
    ...target.released.map(({ terraform }) => releasedOf(terraform, resources[0]?.name ?? target.name)),
    ...resources.flatMap((resource) => [importOf(resource), resourceOf(resource)]),
  ]);
  return [head(tool), ...parts].map((lines) => `${lines.join('\n')}\n`).join('\n');
};

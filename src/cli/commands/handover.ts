import { documentsOf } from '../../app/documents.ts';
import { exitOfDiagnostics } from '../../app/exit-of.ts';
import { handover } from '../../app/handover.ts';
import { keepFiles, type KeptFile } from '../../app/keep-files.ts';
import { kinds } from '../../app/surroundings.ts';
import type { HandoverModel } from '../../render/model/handover-model.ts';
import { renderHandover } from '../../render/render-handover.ts';
import { visibleInJson } from '../../core/visible-json.ts';
import { visible } from '../../core/visible.ts';
import { isOn, text, type Run } from '../command.ts';
import { commandOf, quoted } from '../operands.ts';
import { refusedDocuments } from '../refused.ts';
import { say } from '../say.ts';
import { colours } from '../terminal.ts';

const words = { new: 'wrote', same: 'as it was', replaced: 'replaced' } as const;

const targetLines = ({ targets }: HandoverModel): readonly string[] =>
  targets.flatMap(({ address, resources, notes }) => [
    `${address}: ${String(resources.length)} resources`,
    ...notes.map((note) => `  note: ${visible(note)}`),
  ]);

const nextLines = (folder: string): readonly string[] => [
  `Terraform: put ${visible(`${folder}/terraform/handover.tf`)} into the module that holds the state, then: terraform plan`,
  '  It must say "0 to add, 0 to change, 0 to destroy"; nothing else is to be applied.',
  `Pulumi: cd ${quoted(`${folder}/pulumi`)} && pulumi import --file import.json --generate-code=false`,
  '  Then pulumi preview must show no change.',
];

const textOf = (model: HandoverModel, kept: readonly KeptFile[], folder: string): string =>
  [
    ...targetLines(model),
    ...kept.map(({ path, is }) => `${words[is].padEnd(9)}  ${visible(path)}`),
    ...nextLines(folder),
    '',
  ].join('\n');

const jsonOf = ({ targets }: HandoverModel, kept: readonly KeptFile[]): string => {
  const said = targets.map(({ address, resources, notes }) => {
    const imports = resources.map(({ terraform, pulumi, id }) => ({ terraform, pulumi, id }));
    return { address, resources: imports, notes };
  });
  return `${visibleInJson(JSON.stringify({ files: kept, targets: said }, null, 1))}\n`;
};

/** Writes what other tools need to take over what now exists. */
export const run: Run = async (terminal, { args, values }) => {
  const talk = colours(text(values, 'color'), terminal, 'err');
  const loaded = await documentsOf(terminal.host, args);
  say(terminal, loaded.diagnostics, talk);
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'handover', args);
  const model = await handover(loaded.value.desired, kinds, terminal.host);
  say(terminal, model.diagnostics, talk);
  if (!model.ok) return { exit: exitOfDiagnostics(model.diagnostics), next: commandOf('plan', args) };
  const folder = (text(values, 'out') ?? '').replace(/(?<=.)\/+$/, '');
  const files = renderHandover(model.value).map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  const kept = await keepFiles(files, {
    host: terminal.host,
    replacing: isOn(values, 'overwrite') ? 'yes' : 'if asked',
  });
  say(terminal, kept.diagnostics, talk);
  if (!kept.ok) return { exit: exitOfDiagnostics(kept.diagnostics), next: `${commandOf('handover', args)} -o FOLDER` };
  const isJson = text(values, 'format') === 'json';
  terminal.out(isJson ? jsonOf(model.value, kept.value) : textOf(model.value, kept.value, folder));
  return { exit: 'done', next: `cd ${quoted(folder)} && terraform init && terraform plan` };
};

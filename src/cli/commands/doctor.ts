import { join } from 'node:path';
import process from 'node:process';
import { doctor } from '../../app/doctor.ts';
import { documentsOf } from '../../app/documents.ts';
import { leastAccess, ramText, rbacText, type LeastAccess } from '../../app/least-access.ts';
import { storePermits } from '../../app/open-store.ts';
import { kinds } from '../../app/surroundings.ts';
import type { Desired } from '../../core/desired.ts';
import { error, type Result } from '../../core/diagnostic.ts';
import { renderDoctor } from '../../render/render-doctor.ts';
import type { ExitName } from '../../core/exit-code.ts';
import { text, type Ending, type Run, type Values } from '../command.ts';
import { commandOf } from '../operands.ts';
import { refused, refusedDocuments } from '../refused.ts';
import { say } from '../say.ts';
import { storeOf } from '../store-of.ts';
import { colours, type Terminal } from '../terminal.ts';

/** One file for RAM, and one for each cluster, which only its own API server may be given. */
const filesOf = (least: LeastAccess): readonly (readonly [string, string])[] => [
  ['ram-policy.json', ramText(least)],
  ...least.kubernetes.map((one) => [`rbac-${one.cluster}.yaml`, rbacText(one)] as const),
];

const writeFiles = async (terminal: Terminal, folder: string, least: LeastAccess): Promise<Ending> => {
  for (const [name, content] of filesOf(least)) {
    const file = join(folder, name);
    try {
      await terminal.host.writePrivate(file, content);
    } catch {
      const remedy = 'name a folder that is there and may be written';
      return refused(terminal, [error('USE003', { summary: `${file} could not be written`, remedy })]);
    }
    terminal.err(`  wrote ${file}\n`);
  }
  return { exit: 'done' };
};

/** JSON is YAML: the policy and the objects are one stream of documents. */
const print = (terminal: Terminal, values: Values, least: LeastAccess): Ending => {
  const { ram, kubernetes } = least;
  if (text(values, 'format') === 'json') terminal.out(`${JSON.stringify({ ram, kubernetes }, null, 2)}\n`);
  else terminal.out([ramText(least), ...kubernetes.map(rbacText)].join('---\n'));
  return { exit: 'done' };
};

const printPolicy = async (
  terminal: Terminal,
  { values }: Parameters<Run>[1],
  targets: readonly Desired[],
): Promise<Ending> => {
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const role = text(values, 'policy') === 'plan' ? 'plan' : 'apply';
  const least = leastAccess(targets, kinds, role, storePermits(store.value.place, role));
  for (const note of least.notes) terminal.err(`  ${note}\n`);
  const folder = text(values, 'out');
  return folder === undefined ? print(terminal, values, least) : writeFiles(terminal, folder, least);
};

/** What is in order is planned; what is not is looked at again once it was mended. */
const nextAfter = (exit: ExitName, args: readonly string[]): string =>
  exit !== 'done' ? commandOf('doctor', args) : args.length === 0 ? 'onward plan' : commandOf('plan', args);

const examine = async (
  terminal: Terminal,
  { args, values }: Parameters<Run>[1],
  targets: readonly Desired[],
): Promise<Ending> => {
  const { host, width } = terminal;
  const store = await storeOf(terminal, values);
  if (!store.ok) return refused(terminal, store.diagnostics);
  const { exit, ...model } = await doctor(targets, kinds, {
    host,
    storePlace: store.value.place,
    executor: text(values, 'executor') === 'direct' ? 'direct' : 'pulumi',
    node: process.version,
  });
  if (text(values, 'format') === 'json') terminal.out(`${JSON.stringify(model, null, 1)}\n`);
  else terminal.out(renderDoctor(model, { width, color: colours(text(values, 'color'), terminal, 'out') }));
  return { exit, next: nextAfter(exit, args) };
};

/** Without documents there is still a machine to look at; with a policy asked for there is nothing to print. */
const isWithoutDocuments = ({ diagnostics }: Result<unknown>, values: Values): boolean =>
  text(values, 'policy') === undefined && diagnostics.every(({ code }) => code === 'DOC027');

/** Says how this runner stands; with --policy the least permissions that documents need, from their words alone. */
export const run: Run = async (terminal, given) => {
  const { args, values } = given;
  const loaded = await documentsOf(terminal.host, args);
  if (!loaded.ok && isWithoutDocuments(loaded, values)) return examine(terminal, given, []);
  say(terminal, loaded.diagnostics, colours(text(values, 'color'), terminal, 'err'));
  if (!loaded.ok) return refusedDocuments(loaded.diagnostics, 'doctor', args);
  const { desired } = loaded.value;
  return (text(values, 'policy') === undefined ? examine : printPolicy)(terminal, given, desired);
};

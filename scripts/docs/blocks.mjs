// What pages show of the tables in the source: `<!-- NAME: scripts/docs.mjs -->` up to `<!-- /NAME -->`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure.mjs';
import { fieldRows } from './fields.mjs';
import { lifeClasses, lifeDiagram, lifeTables } from './lifecycle.mjs';
import { load } from './load.mjs';
import { cell, code, table } from './tables.mjs';

const verbSection = ({ name, summary, options, arguments: operands, examples }, { usageOf, boundsOf }) =>
  [
    `## ${name}`,
    '',
    `${cell(summary)}.`,
    '',
    '```sh',
    ...examples,
    '```',
    '',
    `Usage: ${code(usageOf({ name, options, arguments: operands }))}`,
    ...(operands.length === 0
      ? []
      : [
          '',
          table(
            ['argument', 'is'],
            operands.map((row) => [code(row.name), cell(row.means)]),
          ),
        ]),
    ...(options.length === 0
      ? []
      : [
          '',
          table(
            ['option', 'variable', 'does'],
            options.map((row) => [
              code(row.flags),
              row.env === undefined ? '–' : code(row.env),
              cell([row.means, ...boundsOf(row)].join('; ')),
            ]),
          ),
        ]),
  ].join('\n');

const fields = (schema) =>
  table(
    ['field', 'is', 'means'],
    fieldRows(schema).map(({ path, type, means }) => [code(path), cell(type), cell(means)]),
  );

const schemaAt = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Each by its name, made when a page asks for it. */
export const blocks = async () => {
  const { exitCodes } = await load('src/core/exit-code.ts');
  const { commands: all } = await load('src/cli/commands.ts');
  const words = await load('src/cli/flags.ts');
  const { variables } = await load('src/cli/environment.ts');
  const { explain } = await load('src/app/explain.ts');
  const { kinds } = await load('providers/registry.ts');
  const commands = all.filter(({ group }) => group !== 'hidden');
  return {
    verbs: () =>
      table(
        ['verb', 'does'],
        commands.map(({ name, summary }) => [code(name), cell(summary)]),
      ),
    exits: () =>
      table(
        ['code', 'name', 'means'],
        Object.values(exitCodes).map(({ code: number, name, means }) => [String(number), name, means]),
      ),
    options: () => commands.map((command) => verbSection(command, words)).join('\n\n'),
    variables: () =>
      table(
        ['variable', 'is'],
        variables(commands).map(({ name, means }) => [code(name), cell(means)]),
      ),
    codes: () =>
      table(
        ['code', 'says', 'means', 'remedy'],
        explain(null, kinds).value.map((entry) => [entry.code, entry.title, entry.means, entry.remedy].map(cell)),
      ),
    'life of a step': lifeTables,
    'classes of steps': () => lifeClasses(kinds),
    'diagram of a life': lifeDiagram,
    ...Object.fromEntries(kinds.map(({ name, schema }) => [`fields of ${name}`, () => fields(schema)])),
    'fields of Project': () => fields(schemaAt('schemas/project.schema.json')),
    'fields of metadata': () => fields(schemaAt('schemas/document.schema.json').$defs.metadata),
  };
};

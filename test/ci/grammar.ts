import { build } from 'esbuild';
import type * as workflows from '@actions/workflow-parser';
import type * as actions from '@actions/workflow-parser/actions/action-parser';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './action.ts';

type Parser = typeof workflows & typeof actions;

const everything = `
export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
export { parseAction } from '@actions/workflow-parser/actions/action-parser';
`;

/** GitHub's own parser. It imports JSON in a way that a bundler understands and Node does not, so it is bundled first. */
const parser = async (): Promise<Parser> => {
  const outfile = join(root, 'node_modules', '.onward-grammar-test', 'parser.mjs');
  await build({
    stdin: { contents: everything, resolveDir: root },
    ...{ outfile, bundle: true, platform: 'browser', format: 'esm', logLevel: 'warning' },
  });
  return (await import(pathToFileURL(outfile).href)) as Parser;
};

const { convertWorkflowTemplate, NoOperationTraceWriter, parseAction, parseWorkflow } = await parser();

interface File {
  readonly name: string;
  readonly content: string;
}

/** All that it has against a workflow: its keys, the types of its values, each `${{ }}` and what it may name. */
export const faultsOfWorkflow = async (file: File): Promise<readonly string[]> => {
  const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
  if (value === undefined) return context.errors.getErrors().map(({ message }) => message);
  const template = await convertWorkflowTemplate(context, value);
  return (template.errors ?? []).map(({ Message: message }) => message);
};

/** The same of an action's own file. */
export const faultsOfAction = (file: File): readonly string[] =>
  parseAction(file, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message);

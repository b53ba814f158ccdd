import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';

/** What an expression may name: `github`, `needs`, `steps`, `vars`, `inputs`. Plain JSON. */
export type Contexts = Readonly<Record<string, unknown>>;

/** Whether a step or a job before this one failed. */
export type Status = 'success' | 'failure';

const answering = (name: string, value: boolean): FunctionDefinition => ({
  name,
  minArgs: 0,
  maxArgs: 0,
  call: () => new data.BooleanData(value),
});

const statusFunctions = (status: Status): readonly FunctionDefinition[] => [
  answering('always', true),
  answering('success', status === 'success'),
  answering('failure', status === 'failure'),
  answering('cancelled', false),
];

/** Evaluates one expression as GitHub's own library does. */
const evaluate = (text: string, contexts: Contexts, status: Status): data.ExpressionData => {
  const functions = statusFunctions(status);
  const { tokens } = new Lexer(text).lex();
  const expression = new Parser(tokens, Object.keys(contexts), [...functions]).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(expression, known, new Map(functions.map((one) => [one.name, one]))).evaluate();
};

/** Text with each `${{ }}` in it replaced by what it says. */
export const filled = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    evaluate(expression.trim(), contexts, 'success').coerceString(),
  );

const asksStatus = /\b(always|success|failure|cancelled)\s*\(/;

/** Whether an `if` holds; one that does not ask for the status holds after successes only. */
export const holds = (condition: string | undefined, contexts: Contexts, status: Status): boolean => {
  const text = (condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1').trim();
  const is = evaluate(asksStatus.test(text) ? text : `success() && (${text})`, contexts, status);
  // What GitHub takes for false: false, 0, '' and null.
  return !['false', '0', ''].includes(is.coerceString());
};

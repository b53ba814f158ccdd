import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { textOf, trackedFiles } from './tracked-files.ts';

/** The flags of each verb that there is. */
const flagsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['help', ['--all']],
  ...commands.map(({ name, options }): [string, string[]] => [
    name,
    ['--help', ...options.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? [])],
  ]),
]);

/** `onward VERB …` as a person would type it: not a sentence about onward, not the name of a file or a class. */
const commandLine = /(?<!\b(?:of|in) )(?<![\w./@-])onward ([a-z][a-z-]*)([^\n`;,.()'"|]*)/g;

const wrongIn = (text: string): readonly string[] =>
  [...text.matchAll(commandLine)].flatMap(([line, verb = '', rest = '']) => {
    const flags = flagsOf.get(verb);
    if (flags === undefined) return [`there is no verb ${verb}: ${line}`];
    const unknown = (rest.match(/(?<=\s)--[a-z-]+/g) ?? []).filter((flag) => !flags.includes(flag));
    return unknown.map((flag) => `${verb} has no ${flag}: ${line}`);
  });

const written = trackedFiles().filter(
  (path) =>
    /^(src|providers|schemas|plans|docs|worlds)\/|^README\.md$/.test(path) && !path.startsWith('src/generated/'),
);

describe('a command that is named anywhere', () => {
  it('exists, and has the flags that are named with it', () => {
    const wrong = written.flatMap((path) => wrongIn(textOf(path)).map((what) => `${path}: ${what}`));
    expect(wrong).toEqual([]);
  });

  it('is found wherever it is written', () => {
    const text =
      'fix: onward practise RUN\n`onward resume RUN --take-over`, then onward plan --force; a bug in onward is';
    expect(wrongIn(text)).toEqual([
      'there is no verb practise: onward practise RUN',
      'plan has no --force: onward plan --force',
    ]);
  });
});

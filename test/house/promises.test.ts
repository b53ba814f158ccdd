import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf, trackedFiles } from './tracked-files.ts';

const folder = 'docs/explanation';
const tracked = new Set(trackedFiles());

const linksOf = (text: string, page: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target = '']) => join(dirname(page), target));

/** A file of the test folder that a test layer runs; what it imports proves nothing by itself. */
const isTest = (path: string): boolean => /^test\/.*\.test\.ts$/.test(path) && tracked.has(path);

/** What is wrong with one promise: it has no test, or names one that is not there. */
const faultsOf = (promise: string, page: string): readonly string[] => {
  const tests = linksOf(promise, page).filter((path) => path.startsWith('test/'));
  const wrong = tests.filter((path) => !isTest(path)).map((path) => `${path} is no test that is there`);
  return tests.length === 0 ? [`no test: ${promise}`] : wrong;
};

/** The parts of a page, by their headings. */
const partsOf = (text: string): readonly { readonly title: string; readonly body: string }[] =>
  text.split(/^## /m).map((part) => ({ title: part.split('\n', 1)[0] ?? '', body: part }));

/** Rows of the tables of a part, without head and rule. */
const rowsOf = (body: string): readonly string[] =>
  body.split('\n').filter((line, at, all) => line.startsWith('|') && !/^\|[-| ]+$/.test(line) && all[at - 1] !== '');

const model = `${folder}/threat-model.md`;
const laws = `${folder}/never.md`;

const promises = partsOf(textOf(model))
  .filter(({ title }) => title.startsWith('What is promised'))
  .flatMap(({ body }) => rowsOf(body));

const lawsOf = (text: string): readonly string[] => text.split(/^- /m).slice(1);

describe('a promise of the documentation', () => {
  it('in the threat model has a test that is there, in each of its rows', () => {
    expect(promises.length).toBeGreaterThan(20);
    expect(promises.flatMap((row) => faultsOf(row, model))).toEqual([]);
  });

  it('among the laws has a test that is there, in each of its lines', () => {
    const lines = lawsOf(textOf(laws));
    expect(lines.length).toBeGreaterThan(9);
    expect(lines.flatMap((line) => faultsOf(line, laws))).toEqual([]);
  });

  it('is found where it has no test, or only what is none', () => {
    const told = [
      '| a flood | dry feet | nothing |',
      '| a flood | dry feet | [a wish](../../test/no/such.test.ts), [helpers](../../test/script/killed.ts) |',
      '| a flood | dry feet | [a race](../../test/script/race.test.ts) |',
    ].flatMap((row) => faultsOf(row, model));
    expect(told).toEqual([
      'no test: | a flood | dry feet | nothing |',
      'test/no/such.test.ts is no test that is there',
      'test/script/killed.ts is no test that is there',
    ]);
  });
});

describe('what is not promised', () => {
  const rows = partsOf(textOf(model))
    .filter(({ title }) => title === 'What is not promised')
    .flatMap(({ body }) => rowsOf(body));

  it('says of each row why, and what to do', () => {
    expect(rows.length).toBeGreaterThan(5);
    const cells = rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .filter((cell) => cell.trim() !== ''),
    );
    expect(cells.filter((row) => row.length !== 3)).toEqual([]);
  });
});

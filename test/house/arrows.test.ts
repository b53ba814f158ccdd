import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

interface Arrows {
  readonly forbidden: readonly { readonly name: string; readonly comment: string; readonly from: { path?: string } }[];
  readonly options: object;
}

const root = join(import.meta.dirname, '..', '..');
const offenders = join(root, 'test', 'arrows');
const arrows = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as Arrows;
const temporary = mkdtempSync(join(tmpdir(), 'onward-arrows-'));

afterAll(() => {
  rmSync(temporary, { recursive: true });
});

/** A file of test/arrows holds the files it stands for, each after a line `// as: path/in/the/tree.ts`. */
const filesOf = (name: string): readonly (readonly [string, string])[] =>
  readFileSync(join(offenders, `${name}.ts`), 'utf8')
    .split(/^\/\/ as: /m)
    .slice(1)
    .map((part): [string, string] => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]);

/** The house in miniature, with one more set of files in it. */
const build = (name: string): string => {
  const folder = join(temporary, name);
  for (const [path, text] of [...filesOf('innocent'), ...filesOf(name)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
  return folder;
};

/** Which rules are broken, by which file. */
const broken = async (baseDir: string, folders: readonly string[]): Promise<readonly string[]> => {
  const options = { ...arrows.options, baseDir, validate: true, ruleSet: { forbidden: arrows.forbidden } };
  const { output } = await cruise([...folders], options as never);
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
};

const rules = arrows.forbidden.map(({ name }) => name);

describe('the arrows between folders', () => {
  it('let the house in miniature stand', async () => {
    expect(await broken(build('innocent'), ['src', 'providers'])).toEqual([]);
  });

  it('have one offender for each rule, and one rule for each offender', () => {
    const names = readdirSync(offenders).map((file) => file.replace(/\.ts$/, ''));
    expect(names.filter((name) => name !== 'innocent').sort()).toEqual([...rules].sort());
  });

  it('say why, in a sentence', () => {
    for (const { comment } of arrows.forbidden) expect(comment).toMatch(/^\S.{15,}[.)]$/);
  });

  it.each(rules)('%s catches its offender, and no other rule does', async (rule) => {
    const found = await broken(build(rule), ['src', 'providers']);
    expect(new Set(found.map((line) => line.split(':')[0]))).toEqual(new Set([rule]));
    const planted = filesOf(rule).map(([path]) => `${rule}: ${path}`);
    expect(planted).toEqual(expect.arrayContaining([...found]));
  });
});

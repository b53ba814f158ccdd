import { describe, expect, it } from 'vitest';
import { textOf, trackedFiles } from './tracked-files.ts';

const tracked = trackedFiles();
const source = tracked.filter(
  (path) => /\.(ts|mts|cts|js|mjs|cjs|sh)$/.test(path) && !path.startsWith('src/generated/'),
);

const linesOf = (path: string): number => textOf(path).replace(/\n$/, '').split('\n').length;

/** Spelled so that this file does not hold them. */
const folder = (name: string): RegExp => new RegExp(`(^|[\\s"'\`(=:])/${name}/`, 'm');
const unwelcome = [
  { what: 'a folder of one machine', pattern: folder('work') },
  { what: 'a folder of one machine', pattern: folder('farm') },
  { what: 'a folder of one machine', pattern: folder('root') },
  { what: "a person's home folder", pattern: folder('home/(?!(me|node|runner|user)\\b)[\\w.-]+') },
  { what: "a package registry's host", pattern: /\bregistry\.(npmjs|npmmirror|yarnpkg|internal)\b/ },
  { what: "a package registry's host", pattern: /\b(goproxy|proxy\.golang|sum\.golang)\.[a-z]/ },
];

describe('the tree', () => {
  it('is read from git, source and all', () => {
    expect(tracked).toContain('package.json');
    expect(source).toContain('src/core/plan.ts');
  });

  it('holds no source file of more than 250 lines', () => {
    const long = source.map((path) => ({ path, lines: linesOf(path) })).filter(({ lines }) => lines > 250);
    expect(long).toEqual([]);
  });

  // npm writes the public registry into its lockfile and reads it as "whichever is configured".
  it('speaks of no one machine and of no package registry', () => {
    const found = tracked
      .filter((path) => path !== 'package-lock.json')
      .flatMap((path) => {
        const text = textOf(path);
        return unwelcome.filter(({ pattern }) => pattern.test(text)).map(({ what }) => `${path}: ${what}`);
      });
    expect(found).toEqual([]);
  });

  it('names no file after what could hold anything', () => {
    const vague = source.filter((path) => /(^|\/)(utils?|helpers?|common|misc|shared|lib)\.[a-z]+$/.test(path));
    expect(vague).toEqual([]);
  });

  it('has kebab-case names', () => {
    const odd = source.filter((path) => !/^(\.?[a-z0-9]+([.-][a-z0-9]+)*\/)*\.?[a-z0-9]+([.-][a-z0-9]+)*$/.test(path));
    expect(odd).toEqual([]);
  });
});

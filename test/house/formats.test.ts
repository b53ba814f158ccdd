import { describe, expect, it } from 'vitest';
import { textOf, trackedFiles } from './tracked-files.ts';

/** The names of formats that the source writes or reads. */
const formats = (): readonly string[] => {
  const sources = trackedFiles().filter((path) => /^src\/.*\.ts$/.test(path) && !path.startsWith('src/generated/'));
  return [
    ...new Set(
      sources.flatMap((path) => [...textOf(path).matchAll(/'(onward\.[a-z-]+\/\d+)'/g)].map(([, name = '']) => name)),
    ),
  ].sort();
};

describe('the page on JSON formats', () => {
  it('has a row for each format that the source knows, and for none besides', () => {
    const page = textOf('docs/reference/json.md');
    const told = [...page.matchAll(/^\| (`onward\.[^|]*) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(onward\.[a-z-]+\/\d+)`/g)].map(([, name = '']) => name),
    );
    expect(formats().length).toBeGreaterThan(5);
    expect([...told].sort()).toEqual(formats());
  });

  it('links to each schema of what others read', () => {
    const schemas = trackedFiles().filter((path) =>
      /^schemas\/(plan|journal|drift|report|rehearsal|bundle)\.schema\.json$/.test(path),
    );
    expect(schemas).toHaveLength(6);
    for (const path of schemas) expect(textOf('docs/reference/json.md')).toContain(`](../../${path})`);
  });
});

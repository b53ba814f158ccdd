// The pages of the documentation, and what can be wrong with any of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../ensure.mjs';

/** README.md, and every page below docs/. */
export const pages = () => [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
    .sort(),
];

/** Links into the project that lead nowhere. */
export const deadLinks = (text, page) =>
  [...text.replace(/```[^]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^(https?:|#)/.test(target))
    .filter((target) => !existsSync(join(root, dirname(page), target.split('#')[0])));

/**
 * Every document that is shown is one: what each is told by `onward validate`, where that is anything. A project counts only where it
 * lies, so that the transcript that it stands in is its test.
 */
export const faultyDocuments = (text) =>
  [...text.matchAll(/<!-- (?:document|file: (?!onward\.yaml\b)\S+) -->\n```yaml\n([^]*?)```/g)].flatMap(
    ([, document]) => {
      const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'onward.js'), 'validate', '-'], {
        cwd: tmpdir(),
        input: document,
        encoding: 'utf8',
      });
      return status === 0 ? [] : [stderr];
    },
  );

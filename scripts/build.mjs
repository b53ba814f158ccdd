// npm run build: src/cli/main.ts and all it imports → dist/onward.js and its chunks, and src/ci/main.ts → dist/ci.js. A verb that is imported lazily becomes
// a chunk of its own, and `onward --version` reads one small file. The same source gives the same bytes.
import { build } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

const dist = join(root, 'dist');

/** What CommonJS packages inside the bundle call (commander asks for `node:events`); esbuild finds this name by itself. */
const requireForPackages =
  "import { createRequire as onwardRequire } from 'node:module'; const require = onwardRequire(import.meta.url);";

/** Loads a module of src that the build asks for words: they are made from the tables of src/cli. */
const asked = async (...path) => {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src', 'cli', ...path)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['./commands/*'],
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
};

/** What `onward --version` and `--help` say. */
const knownAnswers = async () => (await asked('overview.ts')).knownAnswers();

const manual = async () => [join('man', 'onward.1'), Buffer.from((await asked('manual', 'page.ts')).manualPage())];

/** The first file that is read. What is asked most is in it; a reader that left early (head) is no bug. */
const entry = (answers) => `#!/usr/bin/env node
const answer = new Map(Object.entries(${JSON.stringify(answers)})).get(process.argv.slice(2).join(' '));
if (answer === undefined) await import('./src/cli/main.ts');
else process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1)).write(answer);
`;

/** Lets the bundler read the first file, which is nowhere on disk. */
const command = (contents) => ({
  name: 'command',
  setup: (steps) => {
    steps.onResolve({ filter: /^onward:command$/ }, ({ path }) => ({ path, namespace: 'onward' }));
    steps.onLoad({ filter: /.*/, namespace: 'onward' }, () => ({ contents, resolveDir: root }));
  },
});
const common = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Names and lines of a stack trace are for people: nothing is renamed; the maps point into src.
  minifyWhitespace: true,
  minifySyntax: true,
  keepNames: false,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none', // NOTICE has them
  logLevel: 'warning',
  write: false,
};

const bundle = async () => {
  const { outputFiles } = await build({
    // The command, and the program of a plain `pulumi up` (`onward/pulumi`).
    entryPoints: { onward: 'onward:command', program: join(root, 'src/cli/commands/program.ts') },
    plugins: [command(entry(await knownAnswers()))],
    absWorkingDir: root,
    chunkNames: '[name]-[hash]',
    outdir: dist,
    ...common,
    splitting: true,
    // Heavy, loaded lazily, and Pulumi asks for its own files by path.
    external: ['@pulumi/*', '@alicloud/*'],
    banner: { js: requireForPackages },
  });
  return outputFiles.map(({ path, contents }) => [relative(dist, path), contents]);
};

/** What pipelines run beside onward itself: one file, which knows nothing of the clouds. */
const pipelines = async () => {
  const { outputFiles } = await build({
    entryPoints: { ci: join(root, 'src', 'ci', 'main.ts') },
    absWorkingDir: root,
    outdir: dist,
    ...common,
    banner: { js: '#!/usr/bin/env node' },
  });
  return outputFiles.map(({ path, contents }) => [relative(dist, path), contents]);
};

/** Files that Pulumi's processes load by path (src/pulumi/assets.ts). */
const copied = () => {
  const from = (folder, to, isWanted) =>
    readdirSync(join(root, folder))
      .filter(isWanted)
      .map((name) => [join(to, name), readFileSync(join(root, folder, name))]);
  return [
    ...from('src/pulumi', 'pulumi', (name) => /\.(cjs|sh)$/.test(name)),
    ['program.d.ts', readFileSync(join(root, 'src/pulumi/program-types.d.ts'))],
  ];
};

/** Writes only what differs, so that an `onward` or a test that is running keeps the files it is about to load. */
const keep = (files) => {
  for (const [name, contents] of files) {
    const path = join(dist, name);
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    writeFileSync(path, contents, { mode: ['onward.js', 'ci.js'].includes(basename(name)) ? 0o755 : 0o644 });
  }
};

const sweep = (files) => {
  const wanted = new Set(files.map(([name]) => name));
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !wanted.has(relative(dist, path))) rmSync(path);
  }
};

ensureInstalled();
try {
  const files = [...(await bundle()), ...(await pipelines()), ...copied(), await manual()];
  keep(files);
  sweep(files);
} catch (problem) {
  // esbuild has printed its errors already, with the lines they are about.
  if (!Array.isArray(problem.errors)) throw problem;
  process.exitCode = 1;
}

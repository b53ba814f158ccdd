import { onTestFinished } from 'vitest';
import { searchText } from '../canaries/search.ts';
import type { JobHost, Ran } from '../../src/ci/host.ts';
import { around } from '../forge/around.ts';

export interface Job {
  readonly host: JobHost;
  readonly files: Map<string, string>;
  readonly log: () => string;
  /** What onward was asked, one line each. */
  readonly asked: string[];
}

export interface JobStart {
  readonly env: Readonly<Record<string, string>>;
  readonly event?: string | null;
  readonly files?: Readonly<Record<string, string>>;
  /** What onward answers, by the beginning of what it is asked; a function may write files. */
  readonly onward?: Readonly<Record<string, Partial<Ran> | ((files: Map<string, string>) => Partial<Ran>)>>;
}

/** A machine in memory. Uuids count: `uuid-1`, … */
export const jobHost = ({ env, event = null, files: there = {}, onward = {} }: JobStart): Job => {
  const files = new Map(Object.entries(there));
  const asked: string[] = [];
  let log = '';
  let uuids = 0;
  const host: JobHost = {
    ...around(env, event),
    onward: (args, loudness) => {
      const line = args.join(' ');
      asked.push(line);
      const row = Object.entries(onward).find(([begins]) => line.startsWith(begins))?.[1] ?? {};
      const ran = { exit: 0, stdout: '', stderr: '', ...(typeof row === 'function' ? row(files) : row) };
      if (loudness === 'show') log += ran.stdout + ran.stderr;
      return Promise.resolve(ran);
    },
    read: (path) => Promise.resolve(files.get(path) ?? null),
    write: (path, text) => Promise.resolve(void files.set(path, text)),
    append: (path, text) => Promise.resolve(void files.set(path, (files.get(path) ?? '') + text)),
    remove: (path) => Promise.resolve(void files.delete(path)),
    log: (text) => (log += text),
    randomUuid: () => `uuid-${(uuids += 1)}`,
  };
  onTestFinished(() => {
    searchText('output', 'a job', [log, ...asked, ...[...files].flat()].join('\n'));
  });
  return { host, files, asked, log: () => log };
};

const decision = `sha256:${'7'.repeat(64)}`;
const digest = `sha256:${'4'.repeat(64)}`;

/** A plan file, as far as a pipeline looks at it. */
export const planText = (more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ format: 'onward.plan/1', decision, digest, applicable: true, ...more });

/** The values that a job handed on, as GitHub reads them: `name<<fence`, lines, fence. */
export const outputsIn = (text: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [name, fence] = (lines[at] ?? '').split('<<');
    if (fence === undefined || name === undefined) continue;
    const end = lines.indexOf(fence, at + 1);
    found[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return found;
};

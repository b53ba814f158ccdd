import { chmod, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { error, fail, succeed, type Result } from '../core/diagnostic.ts';
import type { Word } from './drive.ts';
import { openPipe, type Pipe } from './socket.ts';

/** Where a provider that inherited nothing from us finds our end of the pipe; pipe.cjs makes the same path. */
const folderOf = (): string => join(tmpdir(), `onward-${process.getuid?.() ?? 'user'}`);

const unusable = (why: string): Result<never> =>
  fail(
    error('ENG009', {
      summary: `the folder where Pulumi's provider meets this process cannot be used: ${why}`,
      detail: `It is ${folderOf()}. Nothing was sent.`,
      remedy: 'see whose it is and remove it, or name another folder for temporary files with TMPDIR',
    }),
  );

/** A folder that anybody else may write to could lead the provider to a stranger. */
const isOurs = async (folder: string): Promise<boolean> => {
  const found = await lstat(folder);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
};

/** Says where the pipe is, for the provider of a plan. Resolves with how to take it back. */
const announce = async ({ path, token }: Pipe, plan: string): Promise<Result<() => Promise<void>>> => {
  const folder = folderOf();
  const file = join(folder, `${plan.slice('sha256:'.length)}.json`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (!(await isOurs(folder))) return unusable('it is not a folder that only this user may enter');
    const beside = `${file}.${String(process.pid)}.part`;
    await writeFile(beside, JSON.stringify({ path, token }), { mode: 0o600 });
    await chmod(beside, 0o600);
    await rename(beside, file);
  } catch (problem) {
    return unusable(problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown');
  }
  return succeed(() => rm(file, { force: true }));
};

/**
 * Answers the provider of one plan. Under a plain `pulumi up` the engine starts that provider, not we, and with the engine's
 * environment, so a file tells what elsewhere the environment does. Resolves with how to end it.
 */
export const openMeeting = async (
  plan: string,
  answer: (step: string) => Promise<Word>,
): Promise<Result<() => Promise<void>>> => {
  const pipe = await openPipe((asked, step) => (asked === plan ? answer(step) : Promise.resolve('refused')));
  const announced = await announce(pipe, plan);
  if (!announced.ok) {
    await pipe.close();
    return announced;
  }
  return succeed(async () => {
    await announced.value();
    await pipe.close();
  });
};

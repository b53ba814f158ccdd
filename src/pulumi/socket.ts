import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Word } from './drive.ts';

/** Our end of the pipe: where it listens, and the word by which the provider shows that this run started it. */
export interface Pipe {
  readonly path: string;
  readonly token: string;
  /** Hangs up on everybody; a provider that waits is told that nobody drives its step. */
  readonly close: () => Promise<void>;
}

/** Operating systems cut a socket's path at 104 or 108 bytes. */
const longestPath = 100;
/** A question is a token, a digest and a step's id; whoever sends more is not our provider. */
const longestQuestion = 4096;
/** Our provider asks at once; whoever connects and says nothing is not it. */
const patience = 10_000;

interface Question {
  readonly token: string;
  readonly plan: string;
  readonly step: string;
}

const isQuestion = (value: unknown): value is Question =>
  typeof value === 'object' &&
  value !== null &&
  ['token', 'plan', 'step'].every((name) => typeof Reflect.get(value, name) === 'string');

const parseQuestion = (line: string): Question | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return isQuestion(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Hashed first, so that neither the length nor the first wrong byte shows in the time it takes. */
const isSame = (left: string, right: string): boolean => {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
};

/** One connection is one question and one answer. */
const serve = (socket: Socket, token: string, answer: (plan: string, step: string) => Promise<Word>): void => {
  let text = '';
  const read = (chunk: string): void => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end === -1 && text.length <= longestQuestion) return;
    socket.off('data', read).resume().setTimeout(0);
    const question = end === -1 || end > longestQuestion ? undefined : parseQuestion(text.slice(0, end));
    if (question === undefined || !isSame(question.token, token)) socket.destroy();
    else void answer(question.plan, question.step).then((state) => socket.end(`${JSON.stringify({ state })}\n`));
  };
  socket
    .setEncoding('utf8')
    .on('data', read)
    .setTimeout(patience, () => socket.destroy());
  // A provider that goes away while its step runs changes nothing: the step is ours.
  socket.on('error', () => socket.destroy()).unref();
};

/** A fresh folder that only this user can enter. `/tmp` where the folder for temporary files has too long a name. */
const makeFolder = (): Promise<string> => {
  const base = [tmpdir(), '/tmp'].find((folder) => Buffer.byteLength(join(folder, 'onward-XXXXXX', 's')) < longestPath);
  return mkdtemp(join(base ?? '/tmp', 'onward-'));
};

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });

/** Listens on a Unix domain socket (0700 folder, one question a connection, a random token) and answers through `answer`. */
export const openPipe = async (answer: (plan: string, step: string) => Promise<Word>): Promise<Pipe> => {
  const folder = await makeFolder();
  const path = join(folder, 's');
  const token = randomBytes(32).toString('hex');
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('close', () => open.delete(socket)));
    serve(socket, token, answer);
  });
  await listen(server, path);
  // The leg is awaited for its engine; an open pipe alone must not keep a finished process alive.
  server.unref();
  const close = async (): Promise<void> => {
    server.close();
    for (const socket of open) socket.destroy();
    await rm(folder, { recursive: true, force: true });
  };
  return { path, token, close };
};

import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { asset } from './assets.ts';

/** How an engine process ended when it did not end well. `words` is the end of what it said: to be judged, never shown. */
export class EngineEnded extends Error {
  readonly code: number;
  readonly words: string;
  constructor(code: number, words: string) {
    super("Pulumi's engine ended");
    this.code = code;
    this.words = words;
  }
}

/** As much of the engine's talk as judging its end takes. */
const remembered = 16_384;

/**
 * What the Automation API asks after an `up`: outputs and history. A leg has no outputs, and its history is the journal;
 * asking the engine would start three processes more.
 */
const emptyAnswers: Readonly<Record<string, string>> = { output: '{}', history: '[]' };

interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/**
 * Stands in for the Automation API's own PulumiCommand, which hands its caller's whole environment down and leaves the
 * engine in the terminal's process group. This one gives exactly `env`, and puts the engine on the leash.
 */
export class EngineCommand {
  readonly command: string;
  /** Not asked again: `findEngine` has judged it. */
  readonly version = null;
  readonly #env: Readonly<Record<string, string>>;
  readonly #running = new Set<ChildProcess>();

  constructor(command: string, env: Readonly<Record<string, string>>) {
    this.command = command;
    this.#env = env;
  }

  /** Called by the Automation API, whose last parameters (listeners, signal) we never give. */
  async run(args: readonly string[], cwd: string, additional: Readonly<Record<string, string>>): Promise<Finished> {
    const empty = args[0] === 'stack' ? emptyAnswers[args[1] ?? ''] : undefined;
    if (empty !== undefined) return { stdout: empty, stderr: '', code: 0 };
    const { code, words } = await this.#start([...args, '--non-interactive'], cwd, { ...this.#env, ...additional });
    if (code !== 0) throw new EngineEnded(code, words);
    return { stdout: '', stderr: '', code };
  }

  /** Ends whatever still runs: the engine and its leash are one process group, and the provider follows its engine. */
  end(): void {
    for (const child of this.#running) killGroup(child);
  }

  #start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Ended> {
    const command = [asset('leash.cjs'), this.command, ...args];
    const child = spawn(process.execPath, command, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#running.add(child);
    return whenEnded(child).finally(() => {
      // A leash that was killed itself has left its engine behind.
      killGroup(child);
      this.#running.delete(child);
    });
  }
}

interface Ended {
  readonly code: number;
  readonly words: string;
}

const whenEnded = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => {
    let words = '';
    const listen = (chunk: Buffer): void => {
      words = (words + chunk.toString()).slice(-remembered);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('error', () => {
      resolve({ code: 126, words });
    });
    // Not `close`: an orphan of the engine may hold its pipes for as long as it likes.
    child.on('exit', (code, signal) => {
      resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], words });
    });
  });

const killGroup = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
};

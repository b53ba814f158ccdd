// A process that walks one leg, to be killed, interrupted and looked into. Says what happens as JSON lines on stdout.
import type { Leg, Perform, StepOutcome } from '../../src/run/executor.ts';

/** What the driver is told, as JSON in its first argument. A step listed in `never` ends only by a ^C. */
export interface Orders {
  readonly engine: string;
  readonly leg: Leg;
  readonly never?: readonly string[];
  readonly tookMs?: number;
  /** While a step runs, an error that nobody awaits is let loose. */
  readonly stray?: 'rejected' | 'thrown';
}

/** One line of what the driver says. */
export type Said =
  | { readonly began: string }
  | { readonly ended: string; readonly state: StepOutcome['state'] }
  | { readonly interrupted: string | null; readonly detail?: string }
  | { readonly bug: string };

const say = (line: Said): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;

let cancelled = false;
process.on('SIGINT', () => (cancelled = true));

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const end = async (step: string): Promise<StepOutcome> => {
  const never = orders.never?.includes(step) ?? false;
  for (let waited = 0; never || waited < (orders.tookMs ?? 5); waited += 50) {
    if (cancelled && never) return { state: 'cancelled', why: 'a person said so' };
    await wait(50);
  }
  return { state: 'done' };
};

const strays = {
  rejected: () => void Promise.reject(new Error('a stray')),
  thrown: () =>
    setTimeout(() => {
      throw new Error('a stray');
    }),
};

const perform: Perform = async (step) => {
  say({ began: step });
  if (orders.stray) strays[orders.stray]();
  const outcome = await end(step);
  say({ ended: step, state: outcome.state });
  return outcome;
};

const { pulumiExecutor } = await import('../../src/pulumi/executor.ts');
const lastResorts = (): number =>
  process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
const before = lastResorts();
try {
  const { interrupted } = await pulumiExecutor({ engine: orders.engine, env: process.env })(orders.leg, perform);
  say({ interrupted: interrupted?.code ?? null, ...(interrupted?.detail ? { detail: interrupted.detail } : {}) });
} catch (bug) {
  say({ bug: String(bug) });
}
// Stay a while: a promise that the library left to reject would end this process with another exit code.
await wait(1_000);
process.exit(lastResorts() === before ? 0 : 99);

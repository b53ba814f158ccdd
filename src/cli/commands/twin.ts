import { error, type Diagnostic } from '../../core/diagnostic.ts';
import { readBackend, type KubernetesBackend } from '../../twin/kubernetes/backend.ts';
import { serverProblem } from '../../twin/kubernetes/real-server.ts';
import { startTwin, type Twin } from '../../twin/start.ts';
import { readWorld, type World } from '../../twin/world.ts';
import { isOn, text, type Ending, type Run, type Values } from '../command.ts';
import { say } from '../say.ts';
import type { Terminal } from '../terminal.ts';

const refuse = (terminal: Terminal, diagnostics: readonly Diagnostic[]): Ending => {
  say(terminal, diagnostics, false);
  return { exit: 'usage', next: 'onward twin --help' };
};

const worldFrom = async (terminal: Terminal, file: string): Promise<World | readonly Diagnostic[]> => {
  try {
    const bytes = await terminal.host.readFile(file);
    const read = readWorld(new TextDecoder().decode(bytes), file);
    return read.ok ? read.value : read.diagnostics.map((diagnostic) => ({ severity: 'error', ...diagnostic }));
  } catch (problem) {
    const detail = (problem as { code?: string }).code ?? 'it cannot be read';
    return [
      error('USE002', { summary: 'the world cannot be read', detail, at: { file }, remedy: 'give --world a file' }),
    ];
  }
};

const numberIn = (values: Values, name: string): number | null => {
  const given = text(values, name);
  return given !== undefined && /^\d+$/.test(given) ? Number(given) : null;
};

const noServer = (detail: string): Diagnostic =>
  error('TWN009', {
    summary: 'there is no API server to put behind the first cluster',
    detail,
    remedy: 'give --kubernetes a kubeconfig file, or an address and ONWARD_TWIN_KUBERNETES_TOKEN',
  });

const serverFrom = async ({ host }: Terminal, values: Values): Promise<KubernetesBackend | Diagnostic | undefined> => {
  const given = text(values, 'kubernetes');
  if (given === undefined) return undefined;
  const readText = async (file: string): Promise<string> => new TextDecoder().decode(await host.readFile(file));
  const read = await readBackend(given, { env: host.env, readText });
  return read.ok ? read.backend : noServer(read.why);
};

/** People sign by the clock of their machine: where they are to say yes to a plan of the twin, its clock begins there. */
const beginning = (world: World, { host }: Terminal, values: Values): World =>
  isOn(values, 'today') ? { ...world, now: `${new Date(host.wall()).toISOString().slice(0, 19)}Z` } : world;

const listen = async (world: World, values: Values, kubernetes?: KubernetesBackend): Promise<Twin | Diagnostic> => {
  const given = text(values, 'speed') ?? '60';
  const speed = given === 'max' ? 'max' : numberIn(values, 'speed');
  const port = numberIn(values, 'port');
  const seed = numberIn(values, 'seed');
  if (speed === null || speed === 0 || port === null || port > 65535)
    return error('USE001', {
      summary: '--speed wants a whole number or max, --port one up to 65535',
      remedy: 'onward twin --help',
    });
  try {
    return await startTwin({
      world,
      port,
      speed,
      ...(seed === null ? {} : { seed }),
      ...(kubernetes && { kubernetes }),
      tls: isOn(values, 'tls'),
    });
  } catch (problem) {
    const { code: detail = 'it cannot listen', message } = problem as { code?: string; message?: string };
    if (detail === serverProblem) return noServer(message ?? detail);
    return error('TWN008', {
      summary: `port ${port} cannot be listened on`,
      detail,
      remedy: 'leave --port out, or give a free one',
    });
  }
};

/** Serves a world until the process is told to end; one line of JSON says when it is ready. */
export const run: Run = async (terminal, { values }) => {
  const world = await worldFrom(terminal, text(values, 'world') ?? '');
  if (Array.isArray(world)) return refuse(terminal, world as readonly Diagnostic[]);
  const server = await serverFrom(terminal, values);
  if (server !== undefined && 'severity' in server) return refuse(terminal, [server]);
  const twin = await listen(beginning(world as World, terminal, values), values, server);
  if ('severity' in twin) return refuse(terminal, [twin]);
  terminal.endGracefully();
  terminal.out(`${JSON.stringify(twin.ready)}\n`);
  await terminal.untilStopped();
  await twin.close();
  return { exit: 'done' };
};

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { endFolder } from '../canaries/search.ts';
import { apply, type Applied } from '../../src/app/apply.ts';
import { abort } from '../../src/app/abort.ts';
import { documentsOf } from '../../src/app/documents.ts';
import type { Host } from '../../src/app/host.ts';
import { plan as makePlan } from '../../src/app/plan.ts';
import { planText } from '../../src/core/plan-text.ts';
import type { RunOptions } from '../../src/app/run-options.ts';
import { kinds } from '../../src/app/surroundings.ts';
import type { Kind } from '../../src/core/kind.ts';
import type { Desired } from '../../src/core/desired.ts';
import { short } from '../../src/core/decision.ts';
import type { Result } from '../../src/core/diagnostic.ts';
import type { Plan } from '../../src/core/plan.ts';
import { ownerOfThisProcess } from '../../src/store/owner.ts';
import { startTwin, type Twin } from '../../src/twin/start.ts';
import { readWorld } from '../../src/twin/world.ts';
import { goldenHost } from '../golden/golden-host.ts';

/** One row of the twin's log, as far as it is asked about here. */
export interface Call {
  readonly product: string;
  readonly action: string;
  readonly target: string;
  readonly kind: 'read' | 'write';
  readonly status: number;
}

/** The use cases of one key, all in this process. */
export interface Hand {
  readonly host: Host;
  readonly plan: () => Promise<Plan>;
  readonly apply: (plan: Plan) => Promise<Result<Applied>>;
  readonly abort: (plan: Plan) => ReturnType<typeof abort>;
}

/** A cloud that judges keys: the account’s own may do all, the operator’s what its role has. */
export interface Cloud {
  readonly folder: string;
  readonly desired: readonly Desired[];
  readonly owner: Hand;
  readonly operator: Hand;
  /** The operator’s key where no gate asks what it may do (ACK127), so that the cloud itself is heard. */
  readonly unasked: Hand;
  readonly calls: () => Promise<readonly Call[]>;
  readonly spoil: (fault: object) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The access key ids of the world. */
export const keys = { owner: 'LTAIowner', operator: 'LTAIoperator' } as const;

const told = (diagnostics: readonly object[]): Error => new Error(JSON.stringify(diagnostics, null, 2));

type Variables = Readonly<Record<string, string>>;

const hostOver = (folder: string, { ready }: Twin, env: Variables): Host => ({
  ...goldenHost(folder, { env: { ...ready.env, ...env }, wall: 0 }),
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  quietSleep: () => new Promise(() => undefined),
  owner: ownerOfThisProcess(),
});

const optionsOver = (host: Host, folder: string, plan: Plan): RunOptions => ({
  host,
  store: { place: join(folder, '.onward'), as: null },
  executor: 'direct',
  approve: short(plan.decision),
  gates: [],
  takeOver: false,
  user: 'ann',
  ask: null,
  cancelled: () => false,
  onLine: () => undefined,
  onNote: () => undefined,
});

/** Kinds whose gates take the caller’s permissions as given. */
const unasking: readonly Kind[] = kinds.map((kind) => ({
  ...kind,
  checks: kind.checks.map((check) =>
    check.code === 'ACK127' ? { ...check, judge: () => ({ verdict: 'pass', summary: 'not asked' }) } : check,
  ),
}));

interface Place {
  readonly host: Host;
  readonly folder: string;
  readonly desired: readonly Desired[];
}

const handOf = ({ host, folder, desired }: Place, kinds: readonly Kind[]): Hand => ({
  host,
  plan: async () => {
    const made = await makePlan(desired, kinds, { host, store: { place: join(folder, '.onward'), as: null } });
    if (!made.ok) throw told(made.diagnostics);
    return made.value;
  },
  apply: (plan) => apply({ plan, text: planText(plan) }, kinds, optionsOver(host, folder, plan)),
  abort: (plan) => abort(short(plan.digest), kinds, optionsOver(host, folder, plan)),
});

/** Opens a cloud over a world; `document` is the text of the one document. Its opener closes it. */
export const openCloud = async (
  world: Readonly<Record<string, unknown>>,
  document: string,
  env: Variables = {},
): Promise<Cloud> => {
  const read = readWorld(JSON.stringify({ apiVersion: 'onward/v1', kind: 'World', ...world }), 'world.yaml');
  if (!read.ok) throw told(read.diagnostics);
  const twin = await startTwin({ world: read.value, port: 0, speed: 'max' });
  const folder = mkdtempSync(join(tmpdir(), 'onward-doctor-'));
  writeFileSync(join(folder, 'prod.yaml'), document);
  const loaded = await documentsOf(hostOver(folder, twin, {}), ['prod.yaml']);
  if (!loaded.ok) throw told(loaded.diagnostics);
  const { desired } = loaded.value;
  const placeOf = (key: string): Place => ({
    host: hostOver(folder, twin, { ...env, ALIBABA_CLOUD_ACCESS_KEY_ID: key }),
    ...{ folder, desired },
  });
  return {
    folder,
    desired,
    owner: handOf(placeOf(keys.owner), kinds),
    operator: handOf(placeOf(keys.operator), kinds),
    unasked: handOf(placeOf(keys.operator), unasking),
    calls: async () => (await (await fetch(`${twin.ready.url}/_twin/calls`)).json()) as readonly Call[],
    spoil: async (fault) => {
      const answer = await fetch(`${twin.ready.url}/_twin/faults`, { method: 'POST', body: JSON.stringify([fault]) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    close: async () => {
      await twin.close();
      endFolder(folder);
    },
  };
};

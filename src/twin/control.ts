import { checkRules } from './fault-rules.ts';
import type { Incoming } from './incoming.ts';
import { standingOf, type LiveCluster, type LiveWorld } from './live-world.ts';
import { isRunning } from './cluster-check.ts';
import type { LiveBucket } from './live-bucket.ts';
import { isMigrating } from './migration.ts';
import { storeOf } from './kubernetes/controllers.ts';
import { listOf } from './kubernetes/store.ts';
import { json, type Reply } from './reply.ts';
import { parseDuration, utc } from './time.ts';

/** Where tests and rehearsals look into the twin and turn its knobs. Never signed, never logged. */
export const controlPrefix = '/_twin/';

const bad = (why: string | readonly string[]): Reply =>
  json(400, { error: typeof why === 'string' ? why : why.join('; ') });

/** All objects of a cluster by resource; null before the first call of its API server, when it is as the world says. */
const renderObjects = (cluster: LiveCluster, world: LiveWorld): Record<string, unknown> | null => {
  if (cluster.kubernetes.store === undefined) return null;
  const store = storeOf(cluster, world);
  return Object.fromEntries([...store.objects.keys()].toSorted().map((key) => [key, listOf(store, key)]));
};

function renderCluster(cluster: LiveCluster, world: LiveWorld): Record<string, unknown> {
  const now = world.clock.now();
  const { told, checks, migrations, tasks } = cluster;
  const { type, spec, state } = standingOf(cluster, now);
  return {
    ...told.told,
    ...told,
    told: undefined,
    type,
    spec,
    state,
    checkRuns: checks.map((run) => ({
      id: run.id,
      type: run.type,
      status: isRunning(run, now) ? 'Running' : run.status,
      created: utc(run.created),
      finished: utc(run.finished),
    })),
    migrations: migrations.map((migration) => ({
      task: migration.taskId,
      state: isMigrating(migration, now) ? 'running' : migration.error === undefined ? 'success' : 'fail',
      from: utc(migration.from),
      to: utc(migration.to),
      apiDownFrom: utc(migration.down.from),
      apiDownTo: utc(migration.down.to),
      body: migration.body,
    })),
    tasks: tasks.map((task) => ({ ...task, created: utc(task.created), updated: utc(task.updated) })),
    kubernetes: renderObjects(cluster, world),
  };
}

const renderBucket = ({ objects, created, ...bucket }: LiveBucket): Record<string, unknown> => ({
  ...bucket,
  created: utc(created),
  objects: [...objects].map(([key, { body, at, ...object }]) => ({
    key,
    ...object,
    at: utc(at),
    body: body && Buffer.from(body).toString('base64'),
  })),
});

const renderWorld = (world: LiveWorld): Reply =>
  json(200, {
    apiVersion: 'onward/v1',
    kind: 'World',
    now: utc(world.clock.now()),
    account: world.account,
    ack: { clusters: world.clusters.map((cluster) => renderCluster(cluster, world)) },
    oss: { buckets: [...world.buckets.values()].map(renderBucket) },
    faults: world.faults.rules(),
  });

function parseJson(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}

/** Takes one rule or an array of them; all or none. */
function addFaults({ body }: Incoming, world: LiveWorld): Reply {
  const parsed = parseJson(body);
  if (parsed === undefined) return bad('the body is not JSON');
  const checked = checkRules(Array.isArray(parsed.value) ? parsed.value : [parsed.value]);
  if (!checked.ok) return bad(checked.why);
  world.faults.add(checked.rules);
  return json(200, world.faults.rules());
}

function clearFaults(_: Incoming, world: LiveWorld): Reply {
  world.faults.clear();
  return json(200, []);
}

const renderClock = (world: LiveWorld): Reply =>
  json(200, { now: new Date(world.clock.now()).toISOString(), speed: world.clock.speed });

function advanceClock({ body }: Incoming, world: LiveWorld): Reply {
  const value = parseJson(body)?.value;
  const advance = typeof value === 'object' && value !== null && 'advance' in value ? value.advance : undefined;
  const ms = typeof advance === 'string' ? parseDuration(advance) : undefined;
  if (ms === undefined) return bad('the body must be {"advance": "10m"}: whole or broken numbers of ms, s, m, h, d');
  world.clock.advance(Math.round(ms));
  return renderClock(world);
}

const controls: Readonly<Record<string, (incoming: Incoming, world: LiveWorld) => Reply>> = {
  'GET /_twin/world': (_, world) => renderWorld(world),
  'GET /_twin/calls': (_, world) => json(200, world.calls.rows()),
  'GET /_twin/unknown': (_, world) => json(200, world.calls.unknown()),
  'GET /_twin/faults': (_, world) => json(200, world.faults.rules()),
  'POST /_twin/faults': addFaults,
  'DELETE /_twin/faults': clearFaults,
  'GET /_twin/clock': (_, world) => renderClock(world),
  'POST /_twin/clock': advanceClock,
};

export function answerControl(incoming: Incoming, world: LiveWorld): Reply {
  if (incoming.tooLarge) return json(413, { error: 'the body is too large' });
  const name = `${incoming.method} ${incoming.path}`;
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  return (
    control?.(incoming, world) ??
    json(404, { error: `there is no ${name}; there are ${Object.keys(controls).join(', ')}` })
  );
}

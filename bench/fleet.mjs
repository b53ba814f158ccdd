// Verbs over a thousand targets against bare Node, less what their cloud took: the one way in which fleets are measured.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from './compare.mjs';
import { wall } from './measure.mjs';
import { againstNode } from './offline.mjs';
import { withoutTheCloud } from './plan.mjs';
import { onward, openStage } from './stage.mjs';

const size = 1000;

const machinesWorld = `apiVersion: onward/v1
kind: World
aoc:
  name: hz
  users: [{ username: root, password: twin-secret }]
  clusters:
    - { name: hz-a, cpuModel: cascadelake, hosts: [{ name: hz-a-1 }], networks: [{ name: v10, tag: 10 }] }
    - name: hz-b
      cpuModel: icelake
      hosts: [{ name: hz-b-1, cpuModels: [icelake, cascadelake] }]
      networks: [{ name: v110, tag: 10 }]
  machines:
    - { name: erp, count: ${size}, cluster: hz-a, host: hz-a-1, memoryGiB: 1, labels: { app: erp }, nics: [{ network: v10 }] }
`;

const machinesSet = `apiVersion: onward/v1
kind: VirtualMachineSet
metadata: { name: erp }
spec:
  operationCenter: hz
  selector: { cluster: hz-a, matchLabels: { app: erp } }
  expect: { machines: ${size} }
  rollout: { parallel: 4 }
  template:
    spec:
      placement: { cluster: hz-b }
      network: direct
      networks: [{ from: v10, to: v110 }]
      storagePolicy: REPLICA_2_THIN_PROVISION
`;

const ids = Array.from({ length: size }, (_, at) => `c${at.toString(16).padStart(32, '0')}`);

const clustersWorld = (spec) =>
  JSON.stringify({
    apiVersion: 'onward/v1',
    kind: 'World',
    ack: { clusters: ids.map((id, at) => ({ id, name: `fleet-${at}`, spec })) },
  });

const clusters = ids
  .map((id, at) =>
    [
      'apiVersion: onward/v1',
      'kind: AckCluster',
      `metadata: { name: fleet-${at} }`,
      `spec: { clusterId: ${id}, region: cn-hangzhou, edition: pro }`,
    ].join('\n'),
  )
  .join('\n---\n');

/** A row: the verb, what it is asked of, and what it may take. `calls`: how many the cloud may be asked for, where that is fixed. */
const fleets = [
  {
    name: 'plan, 1,000 machines',
    args: ['plan'],
    world: machinesWorld,
    document: machinesSet,
    endpoint: 'ONWARD_AOC_HZ_URL',
    limit: 25,
    memoryLimit: 250,
    shown: 'show, 3,000 steps',
  },
  {
    name: 'plan, 1,000 clusters',
    args: ['plan'],
    world: clustersWorld('ack.pro.small'),
    document: clusters,
    endpoint: 'ONWARD_ENDPOINT',
    limit: 20,
    memoryLimit: 200,
  },
  {
    name: 'drift, 1,000 clusters',
    args: ['drift'],
    world: clustersWorld('ack.pro.small'),
    document: clusters,
    endpoint: 'ONWARD_ENDPOINT',
    limit: 20,
    memoryLimit: 200,
    // Who calls, and fifty clusters a page.
    calls: 1 + size / 50,
  },
];

const callsOf = async (url) => (await (await fetch(`${url}/_twin/calls`)).json()).length;

/** Its plan of 3,000 steps is a file of 12 MB, which is read and proven before it is shown: by far the most of the time. */
async function* shown(name, { folder, process, url }, rounds) {
  const made = process(url);
  await wall({ ...made, args: [...made.args, '-o', 'plan.json'] });
  const show = { args: [onward, 'show', 'plan.json'], cwd: folder, env: { ...made.env, ONWARD_FORMAT: 'markdown' } };
  const compared = await compare(
    rounds,
    () => wall({ args: ['-e', '0'] }),
    () => wall(show),
  );
  yield againstNode({ name, limit: 14 }, compared);
}

async function* measure({ args, world, document, endpoint, calls, shown: showing, ...limits }, rounds) {
  const { folder, url, env, close } = await openStage(world);
  try {
    writeFileSync(join(folder, 'fleet.yaml'), document);
    const process = (at) => ({
      args: [onward, ...args, 'fleet.yaml'],
      cwd: folder,
      env: { ...env, [endpoint]: at },
    });
    yield* withoutTheCloud(limits, { url, process }, rounds);
    if (showing !== undefined) yield* shown(showing, { folder, process, url }, rounds);
    if (calls === undefined) return;
    const before = await callsOf(url);
    await wall(process(url));
    yield {
      name: `${limits.name}, calls`,
      value: (await callsOf(url)) - before,
      unit: 'calls',
      limit: calls,
      note: 'lists',
    };
  } finally {
    close();
  }
}

export async function* fleet(rounds) {
  for (const one of fleets) yield* measure(one, rounds);
}

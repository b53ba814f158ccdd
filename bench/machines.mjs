// `plan` of a set of a thousand virtual machines against bare Node, less what the operation center took.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from './compare.mjs';
import { wall } from './measure.mjs';
import { againstNode } from './offline.mjs';
import { withoutTheCloud } from './plan.mjs';
import { onward, openStage } from './stage.mjs';

const world = `apiVersion: onward/v1
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
    - { name: erp, count: 1000, cluster: hz-a, host: hz-a-1, memoryGiB: 1, labels: { app: erp }, nics: [{ network: v10 }] }
`;

const set = `apiVersion: onward/v1
kind: VirtualMachineSet
metadata: { name: erp }
spec:
  operationCenter: hz
  selector: { cluster: hz-a, matchLabels: { app: erp } }
  expect: { machines: 1000 }
  rollout: { parallel: 4 }
  template:
    spec:
      placement: { cluster: hz-b }
      network: direct
      networks: [{ from: v10, to: v110 }]
      storagePolicy: REPLICA_2_THIN_PROVISION
`;

/** Its plan of 3,000 steps is a file of 12 MB, which is read and proven before it is shown: by far the most of the time. */
async function* shown({ folder, env, url }, rounds) {
  const args = [onward, 'plan', 'set.yaml', '-o', 'plan.json'];
  await wall({ args, cwd: folder, env: { ...env, ONWARD_AOC_HZ_URL: url } });
  const show = { args: [onward, 'show', 'plan.json'], cwd: folder, env: { ...env, ONWARD_FORMAT: 'markdown' } };
  const compared = await compare(
    rounds,
    () => wall({ args: ['-e', '0'] }),
    () => wall(show),
  );
  yield againstNode({ name: 'show, 3,000 steps', limit: 14 }, compared);
}

export async function* machines(rounds) {
  const { folder, url, env, close } = await openStage(world);
  try {
    writeFileSync(join(folder, 'set.yaml'), set);
    const process = (endpoint) => ({
      args: [onward, 'plan', 'set.yaml'],
      cwd: folder,
      env: { ...env, ONWARD_AOC_HZ_URL: endpoint },
    });
    yield* withoutTheCloud({ name: 'plan, 1,000 machines', limit: 25, memoryLimit: 250 }, { url, process }, rounds);
    yield* shown({ folder, env, url }, rounds);
  } finally {
    close();
  }
}

// `plan` of a set of a thousand virtual machines against bare Node, less what the operation center took.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  } finally {
    close();
  }
}

import { document as one, openScene, type Scene } from '../script/scene.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const idOf = (name: string): string => `c${name.repeat(32)}`;

/** Too old for Pro, so that the part that holds it is blocked. */
const old = 'e';

export const project = `apiVersion: onward/v1\nkind: Project\nmetadata: { name: all }\nspec: { documents: [fleet.yaml] }\n`;

/** Five clusters, each a document of its own; one may be blocked. */
export const fleet = names
  .map((name) =>
    one()
      .replace('prod-hangzhou', name)
      .replace(/clusterId: .*/, `clusterId: ${idOf(name)}`),
  )
  .join('---\n');

export const addresses = names.map((name) => `AckCluster/${name}`);

export const fleetScene = (blocked: boolean): Promise<Scene> =>
  openScene({
    world: {
      ack: {
        clusters: names.map((name) => ({
          ...{ id: idOf(name), name, spec: 'ack.standard', workers: 2 },
          ...(blocked && name === old ? { version: '1.14.8-aliyun.1' } : {}),
        })),
      },
    },
  });

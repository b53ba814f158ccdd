import { canaries } from '../canaries/canaries.ts';

type Fields = Readonly<Record<string, unknown>>;

const bothModels = { cpuModels: ['icelake', 'cascadelake'] };

/** Two clusters of one center, and one machine that takes some minutes to copy. */
export const center = (machine: Fields = {}, more: Fields = {}): Fields => ({
  aoc: {
    name: 'hz',
    users: [{ username: 'root', password: canaries.centerPassword }],
    clusters: [
      {
        name: 'hz-a',
        cpuModel: 'cascadelake',
        hosts: [{ name: 'hz-a-1' }, { name: 'hz-a-2' }],
        networks: [{ name: 'v10', tag: 10 }],
      },
      {
        name: 'hz-b',
        cpuModel: 'icelake',
        hosts: [
          { name: 'hz-b-1', ...bothModels },
          { name: 'hz-b-2', ...bothModels },
        ],
        networks: [{ name: 'v110', tag: 10 }],
      },
    ],
    machines: [
      { name: 'erp-db', cluster: 'hz-a', host: 'hz-a-1', nics: [{ network: 'v10' }], copyMinutes: 4, ...machine },
    ],
    ...more,
  },
});

import { podIn } from '../../clients/kubernetes/pods.ts';
import { both } from '../../../wire/reading.ts';
import { masterBackends, masterBoots, masterObjectFacts, masterVolumes } from './master-objects.ts';
import { customizedFacts, masterPods } from './master-pods.ts';
import { plain } from './plain.ts';
import { topic } from './topic.ts';

const objects = topic(
  ['masters.objects', 'masters.boots'],
  ({ masterObjects }) => masterObjects(),
  (masters) => ({
    'masters.objects': plain(masterObjectFacts(masters)),
    'masters.boots': plain(masterBoots(masters)),
  }),
);

const pods = topic(
  ['masters.systemPods', 'masters.staticPods', 'masters.yourPods', 'masters.customized'],
  async (reads) => both(await reads.masterObjects(), await reads.pods()),
  ([masters, all]) => {
    const { system, yours, statics } = masterPods(all.map(podIn), masters);
    const names = new Set(masters.map(({ name }) => name));
    const mirrors = all.filter((pod) => podIn(pod).isMirror && names.has(podIn(pod).node));
    return {
      'masters.systemPods': plain(system),
      'masters.staticPods': statics,
      'masters.yourPods': plain(yours),
      'masters.customized': plain(customizedFacts(mirrors)),
    };
  },
);

const volumes = topic(
  ['masters.volumes'],
  async (reads) => both(await reads.masterObjects(), await reads.volumes()),
  ([masters, all]) => ({ 'masters.volumes': plain(masterVolumes(all, masters)) }),
);

const backends = topic(
  ['masters.backends'],
  async (reads) => {
    const served = both(await reads.apiServices(), await reads.webhooks());
    const where = both(await reads.masterObjects(), await reads.endpoints());
    return both(served, where);
  },
  ([[apiServices, webhooks], [masters, endpoints]]) => ({
    'masters.backends': plain(masterBackends({ webhooks, apiServices, endpoints, masters })),
  }),
);

export const masterObjectTopics = { dedicated: [objects, pods, volumes, backends] } as const;

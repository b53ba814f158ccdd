// `plan` of one cluster against bare Node, less what the cloud took (between.mjs).
import { standBetween } from './between.mjs';
import { compare } from './compare.mjs';
import { wall } from './measure.mjs';
import { againstNode, peakOf } from './offline.mjs';
import { onward } from './stage.mjs';

/** The wall time of a process without what the cloud took, against bare Node. */
export async function* withoutTheCloud({ name, limit, memoryLimit }, { url, process }, rounds) {
  const between = await standBetween(url);
  const planned = process(between.url);
  const served = [];
  const own = async () => {
    between.took();
    const all = await wall(planned);
    served.push(between.took());
    return all - served.at(-1);
  };
  const compared = await compare(rounds, () => wall({ args: ['-e', '0'] }), own);
  const mean = served.reduce((sum, each) => sum + each, 0) / served.length;
  yield againstNode({ name, limit, note: `; ${mean.toFixed(0)} ms of the twin's taken off` }, compared);
  const peak = await peakOf(name, planned);
  yield memoryLimit === undefined ? peak : { ...peak, limit: memoryLimit };
  between.close();
}

export const plan = ({ folder, url, env }, rounds) =>
  withoutTheCloud(
    { name: 'plan', limit: 8 },
    {
      url,
      process: (endpoint) => ({
        args: [onward, 'plan', 'cluster.yaml'],
        cwd: folder,
        env: { ...env, ONWARD_ENDPOINT: endpoint },
      }),
    },
    rounds,
  );

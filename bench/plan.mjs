// `plan` of one cluster against bare Node, less what the cloud took (between.mjs).
import { standBetween } from './between.mjs';
import { compare } from './compare.mjs';
import { wall } from './measure.mjs';
import { againstNode, peakOf } from './offline.mjs';
import { onward } from './stage.mjs';

export async function* plan({ folder, url, env }, rounds) {
  const between = await standBetween(url);
  const planned = {
    args: [onward, 'plan', 'cluster.yaml'],
    cwd: folder,
    env: { ...env, ONWARD_ENDPOINT: between.url },
  };
  const served = [];
  const own = async () => {
    between.took();
    const all = await wall(planned);
    served.push(between.took());
    return all - served.at(-1);
  };
  const compared = await compare(rounds, () => wall({ args: ['-e', '0'] }), own);
  const mean = served.reduce((sum, each) => sum + each, 0) / served.length;
  yield againstNode({ name: 'plan', limit: 8, note: `; ${mean.toFixed(0)} ms of the twin's taken off` }, compared);
  yield await peakOf('plan', planned);
  between.close();
}

// Verbs against bare Node: what starting them costs, and the memory they take.
import { compare } from './compare.mjs';
import { memory, wall } from './measure.mjs';
import { onward } from './stage.mjs';

const bare = { args: ['-e', '0'] };

const verbs = [
  { name: '--version', args: ['--version'], limit: 1.3 },
  { name: '--help', args: ['--help'], limit: 1.3 },
  { name: 'validate', args: ['validate', 'cluster.yaml'], limit: 3 },
];

const memoryLimit = 150;

/** A row of the table: a number, its limit, and what it was measured against. */
export const againstNode = ({ name, limit, note = '' }, { base, subject, ratio }) => ({
  name,
  value: ratio,
  unit: 'x',
  limit,
  note: `${subject.toFixed(0)} ms, node -e 0 ${base.toFixed(0)} ms${note}`,
});

export const peakOf = async (name, process) => ({
  name: `${name}, memory`,
  value: await memory(process),
  unit: 'MB',
  limit: memoryLimit,
  note: 'peak of the process',
});

export async function* offline({ folder, env }, rounds) {
  for (const verb of verbs) {
    const process = { args: [onward, ...verb.args], cwd: folder, env };
    const compared = await compare(
      rounds,
      () => wall(bare),
      () => wall(process),
    );
    yield againstNode(verb, compared);
    yield await peakOf(verb.name, process);
  }
}

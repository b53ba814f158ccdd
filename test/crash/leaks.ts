import type { Lived } from '../../src/app/rehearse/lived.ts';
import { secretIn } from '../canaries/marks.ts';

/** A secret in what a life left in its store, or was told. */
export const leaked = ({ files, story }: Lived): readonly string[] => {
  const found = secretIn(Buffer.from(JSON.stringify({ files, story })));
  return found === null ? [] : [`a secret was written: ${found}`];
};

import { secretIn } from '../canaries/marks.ts';
import type { LivedInFull } from './stage.ts';

/** A secret in what a life left in its store, or was told. */
export const leaked = ({ files, story }: LivedInFull): readonly string[] => {
  const found = secretIn(Buffer.from(JSON.stringify({ files, story })));
  return found === null ? [] : [`a secret was written: ${found}`];
};

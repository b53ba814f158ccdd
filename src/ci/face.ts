import { codes } from '../core/codes.ts';
import { exitWords } from './ended.ts';
import type { JobHost } from './host.ts';
import { warn } from './shield.ts';

/** What `onward show` makes of plans; '' where it could not be made, which is said and changes nothing else. */
export const faceOf = async (host: JobHost, args: readonly string[]): Promise<string> => {
  const shown = await host.onward(['show', ...args], 'keep');
  if (shown.exit === 0) return shown.stdout;
  const format = args.slice(args.indexOf('--format')).join(' ');
  warn(host, `FRG014 ${codes.FRG014.title}: ${format} ended ${exitWords(shown.exit)}`);
  return '';
};

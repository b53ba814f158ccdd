import { error, type Diagnostic, type Place } from '../core/diagnostic.ts';
import type { Unread } from './files.ts';
import { limits } from './limits.ts';

/** Says why a file or directory gave no documents. `what` names it, `at` is where it was asked for. */
export const explainUnread = (unread: Unread, what: string, at: Place): Diagnostic => {
  switch (unread.is) {
    case 'absent':
      return error('DOC022', { summary: `${what} does not exist`, at, remedy: 'mend the name' });
    case 'forbidden':
      return error('DOC023', { summary: `${what} may not be read`, at, remedy: 'give this user the right to read it' });
    case 'special':
      return error('DOC024', {
        summary: `${what} is neither a file nor a directory`,
        at,
        remedy: 'name a file, or pipe the text in and name -',
      });
    case 'too-large':
      return error('DOC010', {
        summary: `${what} is larger than ${limits.bytes / 1024 / 1024} MiB`,
        at,
        remedy: 'split it into several files',
      });
    case 'unreadable':
      return error('DOC025', {
        summary: `${what} could not be read: ${unread.why}`,
        at,
        remedy: 'see to what the operating system says, then try again',
      });
  }
};

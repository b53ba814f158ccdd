import { unseen } from './visible-json.ts';

const inBytes = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** As bash and zsh read it: `$'...'`, with each character that a terminal would obey, or not show, as its bytes. */
const spelled = (operand: string): string => `$'${operand.replace(/['\\]/g, '\\$&').replace(unseen, inBytes)}'`;

/** An operand as a shell takes it: quoted only where it must be. */
export const quoted = (operand: string): string => {
  if (/^[\w@%+=:,./-]+$/.test(operand)) return operand;
  return operand.search(unseen) < 0 ? `'${operand.replaceAll("'", "'\\''")}'` : spelled(operand);
};

/** A file whose name begins like a flag, by a path that does not; no flag of ours has a dot. */
const noFlag = (operand: string): string => (/^-.*\./s.test(operand) ? `./${operand}` : operand);

/** A verb with the operands it was given, flags among them, so that the next command can be typed as it is shown. */
export const commandOf = (verb: string, operands: readonly string[]): string =>
  ['onward', verb, ...operands.map(noFlag).map(quoted)].join(' ');

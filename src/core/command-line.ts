/** An operand as a shell takes it: quoted only where it must be. */
export const quoted = (operand: string): string =>
  /^[\w@%+=:,./-]+$/.test(operand) ? operand : `'${operand.replaceAll("'", "'\\''")}'`;

/** A verb with the operands it was given, so that the next command can be typed as it is shown. */
export const commandOf = (verb: string, operands: readonly string[]): string =>
  ['onward', verb, ...operands.map(quoted)].join(' ');

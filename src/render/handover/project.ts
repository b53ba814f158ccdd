/** The packages that a program was checked against; a test holds them to what the project itself has installed. */
export const checkedAgainst = {
  dependencies: { '@pulumi/alicloud': '3.108.0', '@pulumi/kubernetes': '4.34.2', '@pulumi/pulumi': '3.248.0' },
  devDependencies: { '@types/node': '20.19.43', typescript: '6.0.3' },
} as const;

const projectName = 'handover';

/** For who has no program yet; who has one takes the dependencies over. */
export const packageText = (): string =>
  `${JSON.stringify({ name: projectName, private: true, ...checkedAgainst }, null, 2)}\n`;

export const pulumiProjectText = (): string =>
  `name: ${projectName}\nruntime: nodejs\ndescription: What exists after a migration\n`;

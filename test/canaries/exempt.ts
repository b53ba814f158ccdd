/** What holds secrets by right, and is not searched. Everything else is. */

interface Exempt {
  readonly is: RegExp;
  readonly because: string;
}

/** Files, by their paths below the folder that is searched. */
export const exemptFiles: readonly Exempt[] = [
  { is: /(^|\/)world\.(yaml|json)$/, because: 'the world is the cloud: its keys and passwords are in it' },
  { is: /^home\/(alice|bob|eve)$/, because: 'the private key of a person who signs, made by ssh-keygen' },
  { is: /^pki\//, because: 'keys and tokens of a real API server, made for it by the test' },
  { is: /^[\w-]+\.kubeconfig$/, because: 'how the test, the twin or the controller comes into that server' },
  { is: /^etcd\//, because: 'the data of that server, 125 MB' },
];

/** Lines of what a process prints. */
export const exemptLines: readonly Exempt[] = [
  { is: /^\{"url":"https?:\/\/127\.0\.0\.1.*\}$/gm, because: 'the ready line of the twin hands out its keys' },
  { is: /^::add-mask::.*$/gm, because: 'how GitHub’s runner is told what to blot out' },
];

export const isExempt = (path: string): boolean => exemptFiles.some(({ is }) => is.test(path));

export const withoutExempt = (text: string): string =>
  exemptLines.reduce((rest, { is }) => rest.replaceAll(is, ''), text);

import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endFolder } from '../../canaries/search.ts';

const run = (args: readonly string[], input: string, cwd?: string) => {
  // A configuration file of its own is not asked for, and no newer version either.
  const env = { PATH: process.env['PATH'] ?? '', CHECKPOINT_DISABLE: '1' };
  return spawnSync('terraform', args, { input, cwd, env, encoding: 'utf8' });
};

/** Whether there is a Terraform on this machine; without one its tests say loudly that they were skipped. */
export const hasTerraform = run(['version'], '').status === 0;

if (!hasTerraform)
  process.stderr.write(
    '\n*** SKIPPED: there is no terraform on PATH, so syntax and format of what handover writes were only compared with texts\n' +
      '*** that a Terraform had accepted before (test/render/handover/expected). Install Terraform 1.7 or newer to run them.\n\n',
  );

/** What `terraform fmt` makes of a text; what it has against it, where the text is none of its language. */
export const formatted = (text: string): string => {
  const { status, stdout, stderr } = run(['fmt', '-no-color', '-'], text);
  return status === 0 ? stdout : stderr;
};

/** What Terraform understands by `local.all` of a file, as JSON. */
export const understood = (text: string): unknown => {
  const folder = mkdtempSync(join(tmpdir(), 'onward-tf-'));
  try {
    writeFileSync(join(folder, 'main.tf'), text);
    const { status, stdout, stderr } = run(['console'], 'base64encode(jsonencode(local.all))\n', folder);
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(Buffer.from(JSON.parse(stdout) as string, 'base64').toString('utf8'));
  } finally {
    endFolder(folder);
  }
};

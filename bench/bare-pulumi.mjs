// What a leg is compared with: a plain `pulumi up` of as many resources that do nothing, through the same engine and SDK.
//   node bench/bare-pulumi.mjs ENGINE RESOURCES
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dynamic } from '@pulumi/pulumi';
import { LocalWorkspace, PulumiCommand } from '@pulumi/pulumi/automation/index.js';
import { root } from '../scripts/ensure.mjs';

const [engine, count] = process.argv.slice(2);

const nothing = { create: async () => ({ id: 'nothing', outs: {} }) };

class Nothing extends dynamic.Resource {
  constructor(name) {
    super(nothing, name, {});
  }
}

const program = async () => {
  for (let index = 0; index < Number(count); index += 1) new Nothing(`nothing-${index}`);
};

const folder = mkdtempSync(join(tmpdir(), 'onward-bench-pulumi-'));
for (const name of ['state', 'home', 'work']) mkdirSync(join(folder, name));
const envVars = {
  PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
  PULUMI_CONFIG_PASSPHRASE: 'bench',
  PULUMI_SKIP_UPDATE_CHECK: 'true',
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  ONWARD_PROVIDER: join(root, 'src', 'pulumi', 'provider.cjs'),
};
try {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: 'bench', projectName: 'bench', program },
    {
      workDir: join(folder, 'work'),
      pulumiHome: join(folder, 'home'),
      envVars,
      pulumiCommand: await PulumiCommand.get({ root: dirname(dirname(engine)) }),
    },
  );
  await stack.up();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

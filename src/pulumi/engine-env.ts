import { randomBytes } from 'node:crypto';
import { asset } from './assets.ts';
import type { Pipe } from './socket.ts';
import type { WorkFolder } from './work-folder.ts';

/**
 * The whole environment of the engine and, through it, of the provider: nothing is inherited, so no credential of the
 * operator can reach either of them, or the state they write. The passphrase lives as long as the leg.
 */
export const engineEnv = (work: WorkFolder, pipe: Pipe): Readonly<Record<string, string>> => ({
  PATH: `${work.bin}:/usr/bin:/bin`,
  HOME: work.home,
  TMPDIR: work.temporary,
  PULUMI_HOME: `${work.home}/.pulumi`,
  PULUMI_BACKEND_URL: `file://${work.state}`,
  PULUMI_CONFIG_PASSPHRASE: randomBytes(32).toString('hex'),
  // One save at the end instead of two a step: the state is scratch, the journal is what counts.
  PULUMI_SKIP_CHECKPOINTS: 'true',
  PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: 'true',
  // Nothing is fetched from anywhere: no news of versions, no plugins, no registry.
  PULUMI_SKIP_UPDATE_CHECK: 'true',
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  PULUMI_DISABLE_REGISTRY_RESOLVE: 'true',
  PULUMI_AUTOMATION_API: 'true',
  PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: 'true',
  ONWARD_PIPE: asset('pipe.cjs'),
  ONWARD_PROVIDER: asset('provider.cjs'),
  ONWARD_SOCKET: pipe.path,
  ONWARD_TOKEN: pipe.token,
});

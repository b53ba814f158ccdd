import type { Command } from './command.ts';
import { color } from './option-rows.ts';

/** The verbs that serve the local clouds and touch no other. */
export const localCommands: readonly Command[] = [
  {
    name: 'twin',
    summary: 'serve the local clouds of a world file, on loopback',
    group: 'more',
    arguments: [],
    options: [
      { flags: '--world <file>', means: 'the world', env: 'ONWARD_WORLD', required: true },
      { flags: '--port <port>', means: '0: any free one', env: 'ONWARD_PORT', default: '0' },
      { flags: '--speed <speed>', means: 'virtual seconds a second, or max', env: 'ONWARD_SPEED', default: '60' },
      {
        flags: '--today',
        means: 'its clock begins at the time of this machine, whatever the world says',
        env: 'ONWARD_TWIN_TODAY',
      },
      { flags: '--seed <seed>', means: 'overrides the world’s', env: 'ONWARD_SEED' },
      {
        flags: '--kubernetes <server>',
        means: 'kubeconfig or address of a real API server for the first cluster',
        env: 'ONWARD_TWIN_KUBERNETES',
      },
      {
        flags: '--tls',
        means: 'https, with a throw-away authority that the ready line names',
        env: 'ONWARD_TWIN_TLS',
      },
    ],
    examples: ['onward twin --world worlds/standard.yaml --speed max'],
    load: () => import('./commands/twin.ts'),
  },
  {
    name: 'demo',
    summary: 'a guided migration against the local clouds, with a crash in the middle',
    group: 'more',
    arguments: [],
    options: [
      {
        flags: '--executor <name>',
        means: 'auto: Pulumi when its engine is ready',
        env: 'ONWARD_EXECUTOR',
        default: 'auto',
        choices: ['auto', 'pulumi', 'direct'],
      },
      color,
    ],
    examples: ['onward demo'],
    load: () => import('./commands/demo.ts'),
  },
];

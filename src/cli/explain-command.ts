import type { Command } from './command.ts';
import { color, format } from './option-rows.ts';

/** What a code means, without a store or a cloud. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'explain a code, offline; without one: list them',
  group: 'first',
  arguments: [{ name: '[code]', means: 'a code such as ACK104 or RUN002, or pro: what Pro gives' }],
  options: [format(['text', 'json']), color],
  examples: ['onward explain ACK104', 'onward explain pro'],
  load: () => import('./commands/explain.ts'),
};

import type { Standing } from '../model/plan-report.ts';
import type { Style } from './line.ts';

export const standingStyle = {
  BLOCKED: 'bad',
  INCOMPLETE: 'bad',
  READY: 'good',
  'NOTHING TO DO': 'good',
} as const satisfies Record<Standing, Style>;

import { kinds } from '../../../providers/registry.ts';
import { reportText } from '../../../src/app/report/report-file.ts';
import { report } from '../../../src/app/report/report.ts';
import type { RunOptions } from '../../../src/app/run-options.ts';
import { status } from '../../../src/app/status.ts';
import { renderReport } from '../../../src/render/render-report.ts';
import { renderStatus } from '../../../src/render/render-status.ts';
import { hostOver, storeOver } from '../disk.ts';
import { filesOfForged, forgedRun, type ForgedRun } from '../inputs/lived.ts';
import { law, type Law } from '../law.ts';
import { areTold, isVisible } from '../told.ts';
import { withinTime } from '../within-time.ts';

const place = { place: '/store', as: null } as const;
const face = { width: 80, color: false } as const;

/** All that is told of a run without asking a cloud. */
const isTold = async (forged: ForgedRun): Promise<void> => {
  const files = await filesOfForged(forged);
  const store = await storeOver(files);
  const listed = await store.listRuns();
  areTold(listed.diagnostics);
  for (const key of listed.ok ? listed.value.flatMap((run) => run.keys) : [])
    areTold((await store.openIntents([key])).diagnostics);
  const host = await hostOver(files);
  const options = { host, store: place } as RunOptions;
  const standing = await withinTime(() => status(null, kinds, { options, offline: true }));
  areTold(standing.diagnostics);
  if (standing.ok) isVisible(renderStatus(standing.value, face), 'the status');
  const written = await withinTime(() => report(null, kinds, { host, place, offline: true }));
  areTold(written.diagnostics);
  if (!written.ok) return;
  isVisible(renderReport(written.value, face), 'the report');
  isVisible(reportText(written.value), 'the report as JSON');
};

export const runLaws: readonly Law[] = [
  law({ name: 'runs: a journal that was written again is told or refused', tries: 800 }, forgedRun, isTold),
];

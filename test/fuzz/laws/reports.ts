import { checkReport, type ReportChecked } from '../../../src/app/report/check.ts';
import { reportText } from '../../../src/app/report/report-file.ts';
import { canonical } from '../../../src/core/canonical.ts';
import type { Result } from '../../../src/core/diagnostic.ts';
import { renderReportCheck } from '../../../src/render/render-report-check.ts';
import { hostOver } from '../disk.ts';
import {
  forgedReport,
  forgedText,
  reportOf,
  spoiledReport,
  type ForgedReport,
  type SpoiledReport,
} from '../inputs/reports.ts';
import { spoiled } from '../inputs/edits.ts';
import { law, type Law } from '../law.ts';
import { areTold, isVisible } from '../told.ts';
import { withinTime } from '../within-time.ts';

const check = async (bytes: Uint8Array): Promise<Result<ReportChecked>> => {
  const host = { ...(await hostOver({})), readFile: () => Promise.resolve(bytes) };
  const checked = await withinTime(() => checkReport('report.json', { host, signers: null }));
  areTold([...checked.diagnostics, ...(checked.ok ? checked.value.against : [])]);
  if (checked.ok) isVisible(renderReportCheck(checked.value.model, { width: 80, color: false }), 'what was checked');
  return checked;
};

const isProven = (checked: Result<ReportChecked>): boolean => checked.ok && checked.value.against.length === 0;

/** Members in another order say the same. */
const isWritten = (found: string, text: string): boolean =>
  canonical(JSON.parse(found)) === canonical(JSON.parse(text)) && found.length === text.length;

const afterAccident = async ({ journey, edits }: SpoiledReport): Promise<void> => {
  const text = reportText(await reportOf(journey));
  const bytes = spoiled(text, edits);
  const checked = await check(bytes);
  if (isProven(checked) && !isWritten(new TextDecoder().decode(bytes), text))
    throw new Error('proven, and it is not what was written');
  if (!isProven(checked) && Buffer.compare(bytes, new TextEncoder().encode(text)) === 0)
    throw new Error('not proven as it was written');
};

/** Who wrote it, when, and what the cloud said then are nobody's to prove: a seal that was made anew fits them. */
const afterForgery = async (forged: ForgedReport): Promise<void> => {
  const text = await forgedText(forged);
  const whole = await reportOf(forged.journey);
  const checked = await check(new TextEncoder().encode(text));
  const isUntouched = text === reportText(whole);
  if (isUntouched && !isProven(checked)) throw new Error('not proven as it was written');
  if (!isProven(checked)) return;
  const { told, evidence } = JSON.parse(text) as typeof whole;
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (!same(told, whole.told)) throw new Error('what it tells was changed, and is proven');
  if (!same(evidence.journal, whole.evidence.journal)) throw new Error('its lines were changed, and are proven');
};

export const reportLaws: readonly Law[] = [
  law({ name: 'reports: a file of other bytes is not proven', tries: 800 }, spoiledReport, afterAccident),
  law({ name: 'reports: what was changed and sealed again is not proven', tries: 800 }, forgedReport, afterForgery),
];

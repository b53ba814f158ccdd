import fc from 'fast-check';
import { kinds } from '../../../providers/registry.ts';
import { reportText, sealed } from '../../../src/app/report/report-file.ts';
import { report } from '../../../src/app/report/report.ts';
import type { Report } from '../../../src/core/report/report.ts';
import { sha256 } from '../../../src/store/ports.ts';
import { filesOf, hostOver } from '../disk.ts';
import { edits, type Edit } from './edits.ts';
import { livedJourneys, rechained, storeOfLived, type ForgedRun } from './lived.ts';
import { changed, changes, type Change } from './odd-values.ts';

const reports = new Map<string, Promise<Report>>();

const write = async (journey: string): Promise<Report> => {
  const host = await hostOver(filesOf(await storeOfLived(journey)));
  const written = await report(null, kinds, { host, place: { place: '/store', as: null }, offline: true });
  if (!written.ok) throw new Error(JSON.stringify(written.diagnostics));
  return written.value;
};

/** The report of a run that went through. */
export const reportOf = (journey: string): Promise<Report> => {
  const made = reports.get(journey) ?? write(journey);
  reports.set(journey, made);
  return made;
};

const journey = fc.constantFrom(...livedJourneys);

/** A report's file after an accident. */
export interface SpoiledReport {
  readonly journey: string;
  readonly edits: readonly Edit[];
}

export const spoiledReport: fc.Arbitrary<SpoiledReport> = fc.record({ journey, edits });

/** A report that somebody changed on purpose, and sealed again. `lines`: of its journal, reworded and chained anew. */
export interface ForgedReport {
  readonly journey: string;
  readonly told: readonly Change[];
  readonly rest: readonly Change[];
  readonly lines: ForgedRun['lines'];
}

const few = <T>(some: fc.Arbitrary<readonly T[]>) => fc.oneof(fc.constant([] as readonly T[]), some);

export const forgedReport: fc.Arbitrary<ForgedReport> = fc.record({
  journey,
  told: few(changes),
  rest: few(changes),
  lines: few(fc.array(fc.record({ line: fc.nat(60), changes }), { minLength: 1, maxLength: 2 })),
});

/** What is told and the lines as forged; of the rest all but the plan's and the journal's texts. */
export const forgedText = async ({ journey: of, told, rest, lines }: ForgedReport): Promise<string> => {
  const whole = await reportOf(of);
  const { plan, journal, ...others } = whole.evidence;
  const texts = rechained(
    journal.map((epoch) => epoch.texts),
    lines,
  );
  const other = changed({ written: whole.written, evidence: others }, rest);
  const forged = {
    format: whole.format,
    written: other.written,
    told: changed(whole.told, told),
    evidence: {
      ...other.evidence,
      plan,
      journal: journal.map(({ epoch }, index) => ({ epoch, texts: texts[index] ?? [] })),
    },
  };
  return reportText(sealed(forged, sha256));
};

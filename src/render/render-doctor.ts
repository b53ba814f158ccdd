import type { DoctorModel, DoctorRow } from './model/doctor-model.ts';
import { paragraph, printed, type Line, type Style } from './text/line.ts';
import type { Print } from './text/print.ts';
import { unbroken } from './text/unbroken.ts';

const styleOf = { ok: 'good', FAIL: 'bad', skipped: 'faint' } as const satisfies Record<DoctorRow['is'], Style>;

const rowLines = ({ what, is, says, remedy }: DoctorRow, width: number): readonly Line[] => {
  const lead = `${is.padEnd(7)}  ${what.padEnd(11)}  `;
  const fix =
    remedy === undefined ? [] : paragraph({ lead: ' '.repeat(lead.length), text: `fix: ${unbroken(remedy)}`, width });
  return [...paragraph({ lead, text: says, width, style: styleOf[is] }), ...fix];
};

/** How the runner stands, a line for each thing that is needed, with the way past what fails. */
export const renderDoctor = ({ rows }: DoctorModel, { width, color }: Print): string =>
  printed(
    rows.flatMap((row) => rowLines(row, width)),
    color,
  );

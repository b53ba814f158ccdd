import { spanWords } from '../core/span-words.ts';
import type {
  CalmRehearsal,
  ChaosRehearsal,
  RehearsalModel,
  RehearsedAbsence,
  RehearsedTarget,
} from './model/rehearsal-model.ts';
import { lengthWords } from './model/length-words.ts';
import { paragraph, printed, type Line } from './text/line.ts';
import type { Print } from './text/print.ts';

const took = (seconds: number): string => (seconds >= 2 * 86_400 ? lengthWords(seconds) : spanWords(seconds, seconds));

const absenceWords = (absence: Omit<RehearsedAbsence, 'address'> | null): string => {
  if (absence === null) return 'nothing was there to be away';
  const what = absence.what === 'api' ? 'API server' : 'machine';
  if (absence.seconds === 0) return `${what} never ${absence.what === 'api' ? 'away' : 'off'}`;
  return `${what} ${absence.what === 'api' ? 'away' : 'off'} ${took(absence.seconds)} at most`;
};

const calls = (count: number): string =>
  count === 1 ? '1 call that is sent once' : `${count} calls that are sent once`;

const targetLines = ({ address, ended, once, absence }: RehearsedTarget, width: number): readonly Line[] =>
  ended === 'done'
    ? paragraph({
        lead: '  done  ',
        text: `${address}  ${absenceWords(absence)}, ${calls(once)}`,
        width,
        style: 'good',
      })
    : paragraph({ lead: '  NOT DONE  ', text: `${address}  ${ended}; ${calls(once)}`, width, style: 'bad' });

const gateWords = ({ gates }: CalmRehearsal): string =>
  gates.length === 0
    ? 'no gate asked'
    : `gates asked: ${gates.map(({ gate, by }) => `${gate} (${by === 'hand' ? 'opened by hand' : 'yes'})`).join(', ')}`;

const calmLines = (calm: CalmRehearsal, width: number): readonly Line[] => [
  ...calm.targets.flatMap((target) => targetLines(target, width)),
  ...paragraph({
    lead: '  ',
    text: `ended ${calm.ended} after ${took(calm.took)}${calm.waited === 0 ? '' : `, ${took(calm.waited)} of it waiting for its times`}`,
    width,
  }),
  ...paragraph({ lead: '  ', text: gateWords(calm), width }),
  ...calm.broken.flatMap((text) => paragraph({ lead: '  BROKEN  ', text, width, style: 'bad' })),
];

const longestWords = ({ longest }: ChaosRehearsal): string =>
  [
    `the longest took ${took(longest.took)}`,
    ...longest.absences.map(({ address, ...absence }) => `${address} ${absenceWords(absence)}`),
  ].join('; ');

/** The same answers to the same seed, however many lives it was one of. */
const againCommand = (file: string, { seed, lives, life: only }: ChaosRehearsal, life: number): string =>
  `onward rehearse ${file} --chaos ${only === null ? lives : life} --seed ${seed} --life ${life}`;

const chaosLines = (chaos: ChaosRehearsal, file: string, width: number): readonly Line[] => [
  { text: '' },
  ...paragraph({
    lead: 'CHAOS  ',
    text: `${chaos.life === null ? `${chaos.lives} lives` : `life ${chaos.life}`}, seed ${chaos.seed}: processes killed, power cut, calls lost, late, spoilt`,
    width,
    style: 'strong',
  }),
  ...chaos.ends.flatMap(({ says, lives }) =>
    paragraph({ lead: `  ${String(lives).padStart(5)}  `, text: says, width }),
  ),
  ...paragraph({ lead: '  ', text: longestWords(chaos), width }),
  ...(chaos.broken.length === 0
    ? paragraph({ lead: '  broken promises: ', text: 'none', width, style: 'good' })
    : chaos.broken.flatMap(({ life, broken, told }) => [
        ...broken.flatMap((text) => paragraph({ lead: `  BROKEN  life ${life}: `, text, width, style: 'bad' })),
        ...(chaos.life === null ? [] : told.flatMap((text) => paragraph({ lead: '    ', text, width }))),
        ...paragraph({ lead: '    again: ', text: againCommand(file, chaos, life), width }),
      ])),
];

const of = (addresses: readonly string[]): string =>
  addresses.length === 1 ? (addresses[0] ?? '') : `${addresses.length} targets`;

/** How a plan went against the twin, for a terminal. */
export const renderRehearsal = (
  { plan, assumed, calm, chaos }: RehearsalModel,
  { file, width, color }: Print & { readonly file: string },
): string =>
  printed(
    [
      ...paragraph({
        lead: 'REHEARSED  ',
        text: `decision ${plan.decision.slice('sha256:'.length, 'sha256:'.length + 12)} as of ${plan.createdAt}, against the twin: nothing real was asked or changed`,
        width,
        style: 'strong',
      }),
      ...calmLines(calm, width),
      ...assumed.flatMap(({ says, addresses }) =>
        paragraph({ lead: '  assumed  ', text: `${says} (${of(addresses)})`, width, style: 'faint' }),
      ),
      ...(chaos === null ? [] : chaosLines(chaos, file, width)),
    ],
    color,
  );

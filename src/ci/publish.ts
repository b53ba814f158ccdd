import { codes } from '../core/codes.ts';
import { warning, type Diagnostic } from '../core/diagnostic.ts';
import { openForge, type Place } from '../forge/place.ts';
import type { ChangeRequest, Forge } from '../forge/port.ts';
import { showSame } from '../forge/shown.ts';
import { fit } from './fit.ts';
import type { JobHost } from './host.ts';
import type { Inputs } from './inputs.ts';
import { warn } from './shield.ts';

/** What is to be read of a job: in its summary, and in the one comment on its change. */
export interface Report {
  readonly topic: 'plan' | 'run';
  readonly markdown: string;
}

/** GitHub takes 1 MiB of one step. */
const summaryLimit = 1_000_000;

const link = (text: string, address: string): string =>
  /^https?:\/\/[^\s<>()"]+$/.test(address) ? `[${text}](${address})` : '';

const rest = ({ page }: Place, { artifact }: Inputs): string =>
  ['Cut here: it is longer than a comment may be.', link('The plan', artifact), link('The job', page)]
    .filter(Boolean)
    .join(' · ');

const footOf = (place: Place, { artifact }: Inputs): string => {
  const parts = [`commit \`${place.commit.slice(0, 12)}\``, link('job', place.page), link('plan', artifact)];
  return `\n<sub>${parts.filter(Boolean).join(' · ')}</sub>\n`;
};

/** Where a comment belongs. */
type Target = Pick<ChangeRequest, 'number' | 'mergedAs'>;

const targetOf = async (forge: Forge, place: Place): Promise<Target | Diagnostic> => {
  if (place.number !== null) return { number: place.number, mergedAs: null };
  const found = await forge.changeRequest();
  if (found.ok && found.value !== null) return found.value;
  const { title, means, remedy } = codes.FRG013;
  return found.diagnostics[0] ?? warning('FRG013', { summary: title, detail: means, remedy });
};

/**
 * The plan of a merged change has a comment of its own: what reviewers had before them when they said yes stays as it was, and so
 * does the time from which on it was there.
 */
const markerOf = ({ topic }: Report, { name }: Inputs, { commit }: Place, { mergedAs }: Target): string =>
  `<!-- onward:${topic === 'plan' && mergedAs === commit ? 'merged' : topic}:${name} -->`;

/** Null where the comment stands; else why it does not. */
const comment = async (job: Job, report: Report): Promise<Diagnostic | null> => {
  const { host, place, inputs } = job;
  const forge = openForge(host, place);
  if (!forge.ok) return forge.diagnostics[0] ?? null;
  const target = await targetOf(forge.value, place);
  if ('code' in target) return target;
  const { number } = target;
  const marker = markerOf(report, inputs, place, target);
  const foot = footOf(place, inputs);
  const room = forge.value.commentLimit - marker.length - foot.length - 16;
  const body = `${fit(report.markdown, room, rest(place, inputs))}${foot}`;
  const keeps = (old: string): boolean => showSame(old, `${marker}\n${body}`);
  const posted = await forge.value.upsertComment(number, marker, body, keeps);
  if (!posted.ok) return posted.diagnostics[0] ?? null;
  host.log(`onward: the comment on ${place.forge} change ${number} was ${posted.value.is}\n`);
  return null;
};

/** A job whose place in a pipeline is known. */
export interface Job {
  readonly host: JobHost;
  readonly place: Place;
  readonly inputs: Inputs;
}

const why = ({ code, summary, remedy }: Diagnostic): string =>
  `${code} ${summary}${remedy === undefined ? '' : ` (${remedy})`}`;

/**
 * Says it in the summary always, and in the comment where there may be one. A comment that is refused changes no exit code: the
 * plan is what it is; that the comment is missing is said where the plan is read.
 */
export const publish = async (job: Job, report: Report): Promise<{ readonly commented: boolean }> => {
  const { host, place, inputs } = job;
  const refused = inputs.comment ? await comment(job, report) : null;
  if (refused !== null) warn(host, `no comment was written: ${why(refused)}`);
  const said = refused === null ? '' : `\n> No comment was written: ${refused.code} ${codes[refused.code].title}.\n`;
  const summary = host.env['GITHUB_STEP_SUMMARY'] ?? '';
  const whole = `${report.markdown}\n${said}${footOf(place, inputs)}`;
  if (summary !== '') await host.append(summary, `${fit(whole, summaryLimit, rest(place, inputs))}\n`);
  return { commented: inputs.comment && refused === null };
};

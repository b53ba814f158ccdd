import { catchUp } from './catch-up.ts';
import { checkRules } from './fault-rules.ts';
import type { Incoming } from './incoming.ts';
import type { LiveWorld } from './live-world.ts';
import { renderWorld } from './render-world.ts';
import { json, type Reply } from './reply.ts';
import { happen } from './services/aoc/happenings.ts';
import { parseDuration } from './time.ts';
import { explainErrors, validateAsWorld } from './world-schema.ts';

/** Where tests and rehearsals look into the twin and turn its knobs. Never signed, never logged. */
export const controlPrefix = '/_twin/';

const bad = (why: string | readonly string[]): Reply =>
  json(400, { error: typeof why === 'string' ? why : why.join('; ') });

function parseJson(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}

/** Takes one rule or an array of them; all or none. */
function addFaults({ body }: Incoming, world: LiveWorld): Reply {
  const parsed = parseJson(body);
  if (parsed === undefined) return bad('the body is not JSON');
  const checked = checkRules(Array.isArray(parsed.value) ? parsed.value : [parsed.value]);
  if (!checked.ok) return bad(checked.why);
  world.faults.add(checked.rules);
  return json(200, world.faults.rules());
}

function clearFaults(_: Incoming, world: LiveWorld): Reply {
  world.faults.clear();
  return json(200, []);
}

const renderClock = (world: LiveWorld): Reply =>
  json(200, { now: new Date(world.clock.now()).toISOString(), speed: world.clock.speed });

function advanceClock({ body }: Incoming, world: LiveWorld): Reply {
  const value = parseJson(body)?.value;
  const advance = typeof value === 'object' && value !== null && 'advance' in value ? value.advance : undefined;
  const ms = typeof advance === 'string' ? parseDuration(advance) : undefined;
  if (ms === undefined) return bad('the body must be {"advance": "10m"}: whole or broken numbers of ms, s, m, h, d');
  world.clock.advance(Math.round(ms));
  return renderClock(world);
}

/** Takes one happening of the operation center and lets it happen now. */
function happenNow({ body }: Incoming, world: LiveWorld): Reply {
  if (world.aoc === undefined) return bad('the world has no operation center');
  const parsed = parseJson(body);
  if (parsed === undefined) return bad('the body is not JSON');
  const asked = { apiVersion: 'onward/v1', kind: 'World', aoc: { happenings: [parsed.value] } };
  const checked = validateAsWorld(asked);
  if (!checked.ok) return bad(explainErrors(checked.errors, asked).map(({ summary }) => summary));
  catchUp(world);
  const [happening] = checked.world.aoc?.happenings ?? [];
  if (happening === undefined || !happen(world.aoc, happening, world.clock.now()))
    return bad('there is no such machine');
  return json(200, happening);
}

const controls: Readonly<Record<string, (incoming: Incoming, world: LiveWorld) => Reply>> = {
  'GET /_twin/world': (_, world) => {
    catchUp(world);
    return json(200, renderWorld(world));
  },
  'GET /_twin/calls': (_, world) => json(200, world.calls.rows()),
  'GET /_twin/unknown': (_, world) => json(200, world.calls.unknown()),
  'GET /_twin/faults': (_, world) => json(200, world.faults.rules()),
  'POST /_twin/faults': addFaults,
  'DELETE /_twin/faults': clearFaults,
  'POST /_twin/aoc': happenNow,
  'GET /_twin/clock': (_, world) => renderClock(world),
  'POST /_twin/clock': advanceClock,
};

export function answerControl(incoming: Incoming, world: LiveWorld): Reply {
  if (incoming.tooLarge) return json(413, { error: 'the body is too large' });
  const name = `${incoming.method} ${incoming.path}`;
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  return (
    control?.(incoming, world) ??
    json(404, { error: `there is no ${name}; there are ${Object.keys(controls).join(', ')}` })
  );
}

import type { Desired } from '../../src/core/desired.ts';
import { error, type Diagnostic } from '../../src/core/diagnostic.ts';
import { milliseconds } from '../../src/core/span.ts';
import { writtenProbes } from './http-probe.ts';

interface Fault {
  readonly what: string;
  readonly remedy: string;
}

const longest = '12h';

/** Where a document's URL could carry a secret, it would carry it into every plan and journal: refused, not hidden. */
const faultOf = (http: string): Fault | null => {
  if (!/^[\x21-\x7e]+$/.test(http))
    return { what: 'holds a blank, a control character or one outside ASCII', remedy: 'write it percent-encoded' };
  const url = URL.canParse(http) ? new URL(http) : null;
  if (url === null || url.hostname === '') return { what: 'is no URL', remedy: 'write it as https://host/path' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { what: `begins with ${url.protocol}`, remedy: 'only http: and https: are asked' };
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/*[^/?#]*@/i.test(http))
    return { what: 'names a user or a password', remedy: 'take it out: a probe is asked without credentials' };
  if (http.includes('?') || http.includes('#'))
    return {
      what: `has a ${http.includes('?') ? 'query' : 'fragment'}`,
      remedy: 'take it out: it may hold a token, and a probe’s address stands in plans and journals',
    };
  return null;
};

/** The text of a faulty address is not repeated: it may hold a secret. The place leads there. */
const faultsOfAddresses = (desired: Desired): readonly Diagnostic[] =>
  writtenProbes(desired).flatMap(({ http }, index, all) => {
    const twice = all.findIndex((other) => other.http === http) < index;
    const fault = twice ? { what: 'stands there twice', remedy: 'keep one of the two' } : faultOf(http);
    if (fault === null) return [];
    const at = desired.place(`/spec/probes/${index}/http`);
    const summary = `the address of probe ${index + 1} ${fault.what}`;
    return [error('DOC018', { summary, at, address: desired.address, remedy: fault.remedy })];
  });

const faultsOfSpans = (desired: Desired): readonly Diagnostic[] =>
  writtenProbes(desired).flatMap(({ greenAfter }, index) => {
    if (greenAfter === undefined || milliseconds(greenAfter) <= milliseconds(longest)) return [];
    const at = desired.place(`/spec/probes/${index}/greenAfter`);
    const summary = `probe ${index + 1} is to be green for ${greenAfter}; at most ${longest} can be watched by a run`;
    return [error('DOC018', { summary, at, address: desired.address, remedy: `write ${longest} or less` })];
  });

/** What the schema cannot say of `spec.probes`. */
export const lintProbes = (desired: Desired): readonly Diagnostic[] => [
  ...faultsOfAddresses(desired),
  ...faultsOfSpans(desired),
];

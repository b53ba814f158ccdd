import manifest from '../../package.json' with { type: 'json' };

/** How Onward names itself to the services it calls. */
export const userAgent = `onward/${manifest.version}`;

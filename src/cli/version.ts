import manifest from '../../package.json' with { type: 'json' };

export const version: string = manifest.version;

/** Name and version, as plans and user agents carry them. */
export const tool = `onward ${version}`;

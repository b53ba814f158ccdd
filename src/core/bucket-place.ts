/** A store's place in a bucket: `<scheme>://bucket/prefix`. */
export interface BucketPlace {
  readonly scheme: string;
  readonly bucket: string;
  /** Without slashes around it; '' for the whole bucket. */
  readonly prefix: string;
}

/** A place with a scheme is no path: it is never joined to a folder. */
export const isBucket = (place: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(place);

const parts = /^([a-z]+):\/\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])((?:\/[A-Za-z0-9._-]+)*)\/?$/;

/** The parts of a bucket's place; null where it is none. A part of dots would be another place in an address. */
export const bucketPlaceIn = (place: string): BucketPlace | null => {
  const [, scheme, bucket, path = ''] = parts.exec(place) ?? [];
  if (scheme === undefined || bucket === undefined || /\/\.{1,2}(?:\/|$)/.test(path)) return null;
  return { scheme, bucket, prefix: path.slice(1) };
};

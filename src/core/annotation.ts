/** Annotations with this prefix are Onward's own; what others attach to a document stays there. */
const ownPrefix = 'onward/';

export const isOwnAnnotation = (key: string): boolean => key.startsWith(ownPrefix);

interface Annotated {
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The annotations that travel with a plan; nothing where there is none. */
export const ownAnnotations = ({ annotations = {} }: Annotated): Annotated => {
  const own = Object.entries(annotations).filter(([key]) => isOwnAnnotation(key));
  return own.length === 0 ? {} : { annotations: Object.fromEntries(own) };
};

/** The number of the change request that a target belongs to, or null. */
export const changeNumberOf = ({ annotations }: Annotated): string | null =>
  annotations?.[`${ownPrefix}change`] ?? null;

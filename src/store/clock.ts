/** RFC 3339: the cloud's clock where it is known, else the local one. The caller's, because the store has no clock. */
export type Clock = () => string;

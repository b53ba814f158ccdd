/**
 * What every secret begins with that the twin makes up: tokens, temporary keys. No word is spelled so: who searches whatever a run left
 * behind for it finds each place that a secret of the cloud got to.
 */
export const secretMark = 'c4nary-';

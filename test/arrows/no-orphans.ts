// as: src/core/offender.ts
export const forgotten = true;

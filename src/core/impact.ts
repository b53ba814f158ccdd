/** How bad a change is, mildest first (one ordered scale). */
export const impacts = ['none', 'update', 'create', 'forget', 'migrate', 'remove'] as const;

export type Impact = (typeof impacts)[number];

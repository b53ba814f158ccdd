/** A target's name in plans and messages: `Kind/name`. The cloud's own identifier is an id, never an address. */
export type Address = `${string}/${string}`;

export const addressOf = (kind: string, name: string): Address => `${kind}/${name}`;

export const nameOf = (address: Address): string => address.slice(address.indexOf('/') + 1);

export const kindOf = (address: Address): string => address.slice(0, address.indexOf('/'));

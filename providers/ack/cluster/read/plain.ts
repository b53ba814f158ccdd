/** A named shape as plain data, which facts are: an interface alone would not do as JSON. */
export type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Plain<T[Name]> }
    : T;

/** Proves to the compiler that a value of a fact's shape is JSON. It changes nothing. */
export const plain = <T>(value: T & Plain<T>): Plain<T> => value;

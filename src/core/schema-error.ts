/** One thing a schema's validator found, as ajv writes it: a JSON pointer, the keyword that is not met, and its details. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A generated validator. It leaves what it found in `errors`, so that is read before it is called again. */
interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** All that a validator has against a value; nothing when it fits. */
export const schemaErrors = (validate: Validator, value: unknown): readonly SchemaError[] =>
  validate(value) ? [] : (validate.errors ?? []);

// A schema may borrow a part of another one (`other.schema.json#/properties/x`, by the last part of its $id). Here the part is
// put in its place: neither the types nor the messages follow references between files.

const partAt = (schema, pointer) =>
  pointer
    .split('/')
    .slice(1)
    .reduce((node, key) => node?.[key], schema);

function borrow(reference, schemas) {
  const [file, pointer] = reference.split('#');
  const lender = schemas.find(({ $id }) => $id?.endsWith(`/${file}`));
  const part = lender && partAt(lender, pointer);
  if (part === undefined) throw new Error(`nothing to borrow at ${reference}`);
  return part;
}

/** The schema with all that it borrows; references within it stay. */
export function withBorrowed(node, schemas) {
  if (Array.isArray(node)) return node.map((item) => withBorrowed(item, schemas));
  if (typeof node !== 'object' || node === null) return node;
  const isForeign = typeof node.$ref === 'string' && !node.$ref.startsWith('#');
  if (isForeign) return structuredClone(borrow(node.$ref, schemas));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withBorrowed(value, schemas)]));
}

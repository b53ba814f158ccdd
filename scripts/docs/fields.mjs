// The fields of a schema, one a row: its path, what may stand there, what it means.

const resolved = (root, node) =>
  node.$ref === undefined ? node : (root.$defs?.[node.$ref.replace('#/$defs/', '')] ?? node);

const wordsOf = ({ enum: words, anyOf = [] }) => words ?? anyOf.flatMap(wordsOf);

const typeOf = (node, isRequired) => {
  const words = wordsOf(node);
  const said = words.length > 0 ? words.join(', ') : (node['x-onward']?.form ?? node.type ?? 'one of several forms');
  const honoured = node['x-onward']?.honoured === false ? '; refused by this version' : '';
  return `${said}${isRequired ? '; required' : ''}${honoured}`;
};

const below = (root, node, path) => {
  const own = Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    rowsOf(root, resolved(root, child), {
      path: path === '' ? name : `${path}.${name}`,
      isRequired: node.required?.includes(name) ?? false,
    }),
  );
  const items = node.items === undefined ? [] : below(root, resolved(root, node.items), `${path}[]`);
  return [...own, ...items];
};

const rowsOf = (root, node, { path, isRequired }) => [
  { path, type: typeOf(node, isRequired), means: node.description ?? '' },
  ...below(root, node, path),
];

export const fieldRows = (schema) => below(schema, schema, '');

// A set's schema says what its members may be asked for: a machine's own schema, less which machine it is. Written once, and
// put into the set's frame here.

/** What a set says of its members, and not each member of itself. */
const own = ['operationCenter', 'machine', 'newName'];

const withoutOwn = ({ title, description, properties, required }) => ({
  title,
  type: 'object',
  description,
  additionalProperties: false,
  properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !own.includes(name))),
  required: required.filter((name) => !own.includes(name)),
});

/** Nothing must be said of what the template has said already; an item of a list is whole all the same. */
const partly = ({ required: _, properties, ...node }) =>
  properties === undefined
    ? node
    : {
        ...node,
        properties: Object.fromEntries(Object.entries(properties).map(([name, below]) => [name, partly(below)])),
      };

const retitled = (node, suffix) => {
  if (Array.isArray(node)) return node.map((item) => retitled(item, suffix));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === 'title' && typeof value === 'string' ? `${value}${suffix}` : retitled(value, suffix),
    ]),
  );
};

/** Fills the places of a frame that are marked `x-member`. */
export function withMembers(frame, member) {
  const parts = {
    operationCenter: member.properties.operationCenter,
    template: retitled(withoutOwn(member), 'InTemplate'),
    override: retitled(partly(withoutOwn(member)), 'InOverride'),
  };
  const fill = (node) => {
    if (Array.isArray(node)) return node.map(fill);
    if (typeof node !== 'object' || node === null) return node;
    const part = node['x-member'];
    return part === undefined
      ? Object.fromEntries(Object.entries(node).map(([name, value]) => [name, fill(value)]))
      : parts[part];
  };
  return fill(frame);
}

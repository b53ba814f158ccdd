'use strict';
// How a rule is written: a name, the reason that a developer reads, and where from and where to. See .dependency-cruiser.cjs.

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const packages = (...names) => names.map((name) => `node_modules/${name}/`);

/** What a folder of src may reach beside itself. Builtins are another rule's business. */
const reach = (name, folder, allowed, comment) =>
  forbid(
    name,
    comment,
    { path: `^src/${folder}/` },
    { pathNot: [`^src/${folder}/`, ...allowed], dependencyTypesNot: ['core'] },
  );

/** Where no builtin may be used, or only those named. */
const onlyBuiltins = (name, from, allowed, comment) =>
  forbid(name, comment, from, {
    dependencyTypes: ['core'],
    ...(allowed.length > 0 ? { pathNot: `^(node:)?(${allowed.join('|')})$` } : {}),
  });

/** Core, and what is generated from the schemas. */
const shared = ['^src/core/', '^src/generated/'];

/** The clouds' SDKs and Pulumi's: never bundled, never on the way to `--version`. */
const sdks = packages('@alicloud', '@darabonba');
const pulumi = packages('@pulumi');

module.exports = { forbid, packages, reach, onlyBuiltins, shared, sdks, pulumi };

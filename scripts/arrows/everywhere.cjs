'use strict';
// What holds in every folder.
const { forbid, pulumi, sdks } = require('./rule.cjs');

module.exports = [
  forbid(
    'no-cycles',
    'Two files that need each other are one idea in two places, or two ideas in each: move what both need into a third.',
    {},
    { circular: true },
  ),
  forbid(
    'no-orphans',
    'A file that imports nothing and that nothing imports is forgotten. (Files that are shipped as they stand are found by path, generated ones come as a set.)',
    { orphan: true, path: '\\.ts$', pathNot: '^src/generated/' },
    {},
  ),
  forbid('imports-resolve', 'This import leads nowhere.', {}, { couldNotResolve: true }),
  forbid(
    'product-needs-no-workshop',
    'What is shipped must not need what is not: tests, scripts, benchmarks and tools stay outside.',
    { path: '^(src|providers)/' },
    { path: '^(test|scripts|bench|tools|plans|docs)/' },
  ),
  forbid(
    'shipped-packages-are-dependencies',
    '@pulumi/* and @alicloud/* are not bundled. One that is only a devDependency works in this folder and is missing where Onward is installed.',
    { path: '^(src|providers)/' },
    {
      path: [...pulumi, ...sdks],
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
    },
  ),
];

'use strict';
// The only code of Onward that Pulumi serialises into its state, so it holds nothing that ever needs to change: each method
// asks the pipe, which is found when the method runs. Hand-written CommonJS, because what a compiler or a bundler adds to
// it would be serialised too. Its serialised text is pinned by a test.
const { dynamic } = require('@pulumi/pulumi');

const pipe = 'onward/pipe';

// One instance for all kinds: Pulumi serialises (and its provider process compiles) each instance once.
const provider = {
  async check(olds, news) {
    return require(process.env.ONWARD_PIPE || pipe).check(olds, news);
  },
  async diff(id, olds, news) {
    return require(process.env.ONWARD_PIPE || pipe).diff(id, olds, news);
  },
  async create(inputs) {
    return require(process.env.ONWARD_PIPE || pipe).create(inputs);
  },
  async update(id, olds, news) {
    return require(process.env.ONWARD_PIPE || pipe).update(id, olds, news);
  },
  async read(id, props) {
    return require(process.env.ONWARD_PIPE || pipe).read(id, props);
  },
  async delete(id, props) {
    return require(process.env.ONWARD_PIPE || pipe).delete(id, props);
  },
};

class Step extends dynamic.Resource {
  constructor(kind, id, inputs, options) {
    super(provider, id, { ...inputs }, options, 'onward', kind);
  }
}

module.exports = { provider, Step };

#!/bin/sh
# Pulumi starts this as pulumi-resource-pulumi-nodejs to serve dynamic resources. The stock script leaves its provider
# running when the engine is killed; `exec` makes the engine the provider's parent, and the provider watches its parent.
exec node "${ONWARD_PROVIDER:-$(dirname "$0")/../lib/provider.cjs}" "$@"

#!/usr/bin/env bash
# Builds Onward in the action's own checkout, so that the commit a workflow pins is all that runs. Once a checkout.
set -euo pipefail

root="$(cd "$GITHUB_ACTION_PATH/../.." && pwd)"
cd "$root"

if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
  echo "::error::Onward needs Node 20.19 or newer on PATH; this runner has $(node --version 2>/dev/null || echo none). Add actions/setup-node before it."
  exit 1
fi
if [ -f dist/ci.js ] && [ -f dist/onward.js ]; then
  exit 0
fi
npm ci --ignore-scripts --no-audit --no-fund
npm run --silent build

#!/usr/bin/env bash
# The main job, from nothing: install, compile the BM25 example for MI210 + U55C, answer questions over WordNet.
# Needs Node 20.19 or newer and npm. Arguments are passed on: ./scripts/demo.sh "what is a question"
set -euo pipefail
cd "$(dirname "$0")/.."

[ -d node_modules/chevrotain ] || npm ci --no-audit --no-fund
npm run --silent build
npm run --silent build:examples

echo
echo '$ mpc compile examples/rag-bm25/rag_bm25.mp'
node dist/bin/mpc.js compile examples/rag-bm25/rag_bm25.mp --out out/rag_bm25 \
  --size Docs=117791,Terms=55427,Postings=939905,Q=5
echo
echo '$ node out/examples/rag-bm25/main.js --build out/rag_bm25'
exec node out/examples/rag-bm25/main.js --build out/rag_bm25 "$@"

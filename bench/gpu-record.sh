#!/usr/bin/env bash
# Builds what bench/gpu.ts needs to run the examples at real dimensions on an H100 (kernels compiled here by clang 19, host packages
# by tsc) and, where this machine has a GPU, runs it. For a GPU machine without compilers copy dist/, out/ and node_modules.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run --silent build
npm run --silent build:examples
build() { node dist/bin/mpc.js compile "examples/$1.mp" --out "out/gpu/$(basename "$1")" --machine h100 --size "$2" --binaries sm_90 --json >/dev/null; }
build rag-bm25/rag_bm25 Docs=117791,Terms=55427,Postings=939905,Q=8
build seer-attention-r/seer_attention_r N=131072
build seer-attention-r/seer_attention_r_threshold N=131072
build deepseek-sparse-attention/deepseek_sparse_attention T=131072
mkdir -p out/gpu/node_modules
ln -sfn ../../.. out/gpu/node_modules/mpc
npx tsc --ignoreConfig --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck --strict --types node out/gpu/*/host/index.ts
run() { node out/bench/gpu.js "out/gpu/$(basename "$1")" "examples/$1.mp" ${2//,/ }; }
run rag-bm25/rag_bm25 Docs=117791,Terms=55427,Postings=939905,Q=8
run seer-attention-r/seer_attention_r N=131072
run seer-attention-r/seer_attention_r_threshold N=131072
run deepseek-sparse-attention/deepseek_sparse_attention T=131072

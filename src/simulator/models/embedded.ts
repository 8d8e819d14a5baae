// Written by scripts/embed.mjs from the files of this folder. Do not edit.

/** The models that come with mpc: file name -> JSON. */
export const MODEL_FILES = {
  'gpt-oss-120b.json': `{
  "name": "gpt-oss-120b",
  "title": "gpt-oss-120b",
  "source": "openai/gpt-oss-120b, config.json and model card (116.8 B parameters, 5.1 B active; experts in MXFP4: 4 bits and a scale byte for 32)",
  "layers": 36,
  "hidden": 2880,
  "attention": { "heads": 64, "kvHeads": 8, "headSize": 64, "window": { "tokens": 128, "every": 2 } },
  "feedForward": 2880,
  "experts": { "count": 128, "perToken": 4, "bits": 4.25 },
  "vocabulary": 201088,
  "tiedEmbeddings": false,
  "weightBits": 16,
  "kvBits": 16
}
`,
  'llama-3.1-8b.json': `{
  "name": "llama-3.1-8b",
  "title": "Llama 3.1 8B",
  "source": "meta-llama/Llama-3.1-8B, config.json and model card (8.03 B parameters)",
  "layers": 32,
  "hidden": 4096,
  "attention": { "heads": 32, "kvHeads": 8, "headSize": 128 },
  "feedForward": 14336,
  "vocabulary": 128256,
  "tiedEmbeddings": false,
  "weightBits": 16,
  "kvBits": 16
}
`,
  'qwen2.5-7b.json': `{
  "name": "qwen2.5-7b",
  "title": "Qwen2.5-7B",
  "source": "Qwen/Qwen2.5-7B, config.json and model card (7.61 B parameters)",
  "layers": 28,
  "hidden": 3584,
  "attention": { "heads": 28, "kvHeads": 4, "headSize": 128 },
  "feedForward": 18944,
  "vocabulary": 152064,
  "tiedEmbeddings": false,
  "weightBits": 16,
  "kvBits": 16
}
`,
  'qwen3-8b.json': `{
  "name": "qwen3-8b",
  "title": "Qwen3-8B",
  "source": "Qwen/Qwen3-8B, config.json and model card (8.2 B parameters)",
  "layers": 36,
  "hidden": 4096,
  "attention": { "heads": 32, "kvHeads": 8, "headSize": 128 },
  "feedForward": 12288,
  "vocabulary": 151936,
  "tiedEmbeddings": false,
  "weightBits": 16,
  "kvBits": 16
}
`,
} as const satisfies Readonly<Record<string, string>>;

/**
 * Formats TypeScript with prettier. Loaded when first needed: prettier is large, and most commands never print a host package.
 * The standalone build runs in browsers too.
 */
export async function formatTypeScript(text: string): Promise<string> {
  const [prettier, typescript, estree] = await Promise.all([
    import('prettier/standalone'), import('prettier/plugins/typescript'), import('prettier/plugins/estree'),
  ]);
  return prettier.format(text, {
    parser: 'typescript', plugins: [typescript.default, estree.default], printWidth: 120, singleQuote: true,
  });
}

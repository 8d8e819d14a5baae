// Phases import one way, in the order a program flows through them (docs/architecture.md).
const LAYERS = [
  ['diagnostics', 'numerics', 'symbolic'],
  ['machines'],
  ['dsl'],
  ['ir'],
  ['analysis', 'reference'],
  ['partitioner'],
  ['codegen'],
  ['simulator'],
  ['compiler', 'report'],
  ['verify'],
  ['cli'],
];
const above = (i) => LAYERS.slice(i + 1).flat();

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    ...LAYERS.slice(0, -1).map((names, i) => ({
      name: `${names[0]}-imports-nothing-above`,
      severity: 'error',
      from: { path: `^src/(${names.join('|')})/` },
      to: { path: `^src/(${above(i).join('|')})/` },
    })),
    {
      name: 'runtime-stands-alone',
      comment: 'A server embeds the runtime without the compiler.',
      severity: 'error',
      from: { path: '^src/runtime/' },
      to: { path: '^src/(machines|dsl|ir|analysis|reference|partitioner|codegen|simulator|compiler|report|verify|cli)/' },
    },
    {
      name: 'compiler-is-pure',
      comment: 'The compiler loads in a browser: no Node modules.',
      severity: 'error',
      from: { path: '^src/(diagnostics|numerics|symbolic|machines|dsl|ir|analysis|reference|partitioner|codegen|simulator|compiler|report)/' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: { tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};

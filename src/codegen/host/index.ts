import type { Manifest } from '../../runtime/manifest.js';
import type { GeneratedFile } from '../shared/output.js';
import { TEMPLATES } from './templates/embedded.js';
import { deviceRows, hostView, stepRows, type HostView } from './view.js';

/**
 * The TypeScript package through which a server uses a build: `host/index.ts`, a typed face of the runtime, with what it
 * takes to install and build it, not yet formatted. The same manifest gives the same bytes.
 */
export function generateHost(manifest: Manifest): readonly GeneratedFile[] {
  const view = hostView(manifest);
  return [
    { path: 'host/index.ts', text: TEMPLATES.index(view) },
    { path: 'host/package.json', text: json(packageOf(manifest)) },
    { path: 'host/tsconfig.json', text: json(TSCONFIG) },
    { path: 'host/README.md', text: TEMPLATES.readme(readmeView(manifest, view)) },
  ];
}

function packageOf(manifest: Manifest): object {
  return {
    name: `${manifest.method.toLowerCase().replaceAll('_', '-')}-host`,
    version: '0.0.0',
    private: true,
    description: manifest.doc.split('\n')[0] ?? '',
    type: 'module',
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    scripts: { build: 'tsc' },
    dependencies: { mpc: manifest.compiler },
    devDependencies: { '@types/node': '>=20', typescript: '>=5.2' },
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022', module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true,
    declaration: true, skipLibCheck: true, types: ['node'],
  },
  files: ['index.ts'],
};

function readmeView(manifest: Manifest, view: HostView): object {
  const { className } = view;
  return {
    className, compiler: manifest.compiler, source: manifest.source, doc: manifest.doc || `Method ${manifest.method}.`,
    variable: className.charAt(0).toLowerCase() + className.slice(1),
    example: exampleOptions(view),
    externs: view.externs.map(({ name, args, results }) => ({
      name, args: args.map((a) => a.name).join(', '), results: results.map((r) => r.name).join(', '),
    })),
    hasExterns: view.hasExterns, hasTemplates: view.hasTemplates, stepDoc: view.stepDoc,
    inputNames: view.inputs.map((f) => f.name).join(', '),
    plans: Object.keys(manifest.plans).map((p) => `\`${p}\``).join(', '),
    steps: stepRows(manifest),
    devices: deviceRows(manifest),
    tensors: manifest.tensors
      .filter((t) => t.role !== 'temp' && t.role !== 'constant')
      .map((t) => ({ name: t.name, role: t.role, dtype: t.dtype, shape: t.shape.join(', ') })),
  };
}

function exampleOptions({ hasGiven, hasTemplates, externs }: HostView): string {
  const options = [
    ...(hasGiven ? ["file: 'tensors.safetensors'"] : []),
    ...(externs.length > 0 ? [`externs: { ${externs.map((e) => e.name).join(', ')} }`] : []),
    ...(hasTemplates ? ['vocabulary'] : []),
  ];
  return options.length > 0 ? `{ ${options.join(', ')} }` : '';
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

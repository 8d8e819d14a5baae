import { z } from 'zod';
import { calibrationSchema } from './calibration.js';
import { deviceSchema } from './device.js';
import { isRecord, without } from './json.js';
import { curveSchema } from './link.js';
import { POSITIONS } from './positions.js';

type Schema = Readonly<Record<string, unknown>>;

const TEXT = { type: 'string' };
const ID = { type: 'string', pattern: '^(?!link$)[A-Za-z][A-Za-z0-9_-]*$' };

/**
 * JSON schemas for editors, by file name: what a file may say before devices and curves are looked up. They have no `$id` and refer to each
 * other by file name, so that they work wherever they lie.
 */
export function publishedSchemas(): Readonly<Record<string, Schema>> {
  const devices = variants(of(deviceSchema));
  return {
    'device.schema.json': document('A device of mpc', {
      anyOf: [...devices, ...devices.map(extension)].map((v) => withProperties(v, { $schema: TEXT })),
    }),
    'curve.schema.json': document('A link curve of mpc', {
      anyOf: variants(of(curveSchema)).map((v) => withProperties(v, {
        $schema: TEXT, name: TEXT, title: TEXT,
        between: { enum: [...POSITIONS], description: 'Devices that it was taken between: a machine whose devices hang otherwise cannot use it' },
      })),
    }),
    'machine.schema.json': document('A machine of mpc', MACHINE),
    'calibration.schema.json': document('A calibration of mpc', of(calibrationSchema)),
  };
}

const DEVICE = { anyOf: [{ type: 'string', description: 'Name of a device' }, { $ref: 'device.schema.json' }] };
const ENDS = { anyOf: [ID, { type: 'array', items: ID, minItems: 1 }] };
const CURVE = { anyOf: [{ type: 'string', description: 'Name of a curve' }, { $ref: 'curve.schema.json' }] };
const WHERE = { sameRootComplex: 'under one root complex', otherRootComplex: 'under different root complexes', sameNuma: 'on one NUMA node', otherNuma: 'on different NUMA nodes' };
const MACHINE: Schema = {
  type: 'object',
  properties: {
    $schema: TEXT,
    name: { type: 'string', minLength: 1 },
    title: { type: 'string', minLength: 1, description: 'Name for reports' },
    home: { ...ID, description: 'Id of the device where the model runs: inputs come from there and outputs go there' },
    devices: {
      type: 'object', propertyNames: ID, description: 'Devices by id; the ids cpu, gpu and fpga are kept for their kinds',
      additionalProperties: {
        anyOf: [...DEVICE.anyOf, {
          type: 'object',
          properties: {
            device: DEVICE, numa: { type: 'integer', minimum: 0, description: 'NUMA node' }, rootComplex: { type: 'string', minLength: 1, description: 'PCIe root complex' },
          },
          required: ['device'], additionalProperties: false,
        }],
      },
    },
    links: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          from: { ...ENDS, description: 'Id of a device, or of several: a link from each' }, to: { ...ENDS, description: 'Id of a device, or of several: a link to each' },
          path: { enum: ['host', 'peer'], description: 'peer: used only on platforms that are set up for it' },
          curve: {
            anyOf: [...CURVE.anyOf, {
              type: 'object', description: 'One for each position of the two devices, of which the closest holds',
              properties: Object.fromEntries(POSITIONS.map((p) => [p, { ...CURVE, description: `For devices ${WHERE[p]}` }])),
              minProperties: 1, additionalProperties: false,
            }],
          },
        },
        required: ['from', 'to', 'path', 'curve'], additionalProperties: false,
      },
    },
    calibration: { type: 'string', minLength: 1, description: 'Name of the calibration that some figures come from' },
  },
  required: ['name', 'title', 'home', 'devices', 'links'],
  additionalProperties: false,
};

function of(schema: z.ZodType): Schema {
  return without(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '$schema');
}

/** A whole schema. Figures of one unit share their definition. */
function document(title: string, schema: Schema): Schema {
  const figures = new Map<string, Schema>();
  const fold = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(fold);
    if (!isRecord(node)) return node;
    const { properties } = node;
    if (isRecord(properties) && isRecord(properties['value']) && isRecord(properties['unit'])) {
      const body = without(node, 'description');
      const text = JSON.stringify(body);
      const key = [...figures].find(([, known]) => JSON.stringify(known) === text)?.[0] ?? `figure${figures.size + 1}`;
      figures.set(key, body);
      return { ...'description' in node ? { description: node['description'] } : {}, $ref: `#/$defs/${key}` };
    }
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, fold(inner)]));
  };
  const rest = fold(schema);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema', title,
    ...figures.size > 0 ? { $defs: Object.fromEntries(figures) } : {}, ...isRecord(rest) ? rest : {},
  };
}

/** The alternatives of a schema. */
function variants(schema: Schema): readonly Schema[] {
  const found = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(found) ? found.filter(isRecord).flatMap(variants) : [schema];
}

function withProperties(schema: Schema, properties: Schema): Schema {
  return { ...schema, properties: { ...properties, ...isRecord(schema['properties']) ? schema['properties'] : {} } };
}

/** A device that takes figures over: `extends` says from where, everything else may be missing; `null` takes an optional member away. A figure is given whole. */
function extension(device: Schema): Schema {
  const open = (node: Schema): Schema => {
    const { properties, required } = node;
    if (!isRecord(properties) || 'value' in properties) return node;
    const needed = Array.isArray(required) ? required : [];
    return {
      ...without(node, 'required'),
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => {
        const opened = isRecord(inner) ? open(inner) : inner;
        return [name, needed.includes(name) ? opened : { anyOf: [opened, { type: 'null' }] }];
      })),
    };
  };
  const own = withProperties(open(device), { extends: { type: 'string', description: 'Device that gives what is not said here' } });
  return { ...own, required: ['extends'] };
}

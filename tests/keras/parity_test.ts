/**
 * Every class and function of Keras's layers, activations, initializers, regularizers, constraints,
 * optimizers, schedules and models is here, with the same parameters in the same order and the same defaults, or stands in the
 * table of deviations with a reason.
 */
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import * as tf from "kerasaur";
import type { Rows } from "../../lib/configuration/options.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { signatureOf } from "../../lib/ops/bind.ts";
import { configs, manifest, type ManifestEntry, type ManifestParameter } from "./manifest.ts";

/** What is not there, or otherwise, and why. */
const DEVIATIONS: readonly { readonly names: RegExp; readonly reason: string }[] = [
  {
    names:
      /^keras\.layers\.(Random(ColorJitter|ElasticTransform|Height|Perspective|Width)|AugMix|ContrastLimited.*|CutMix|MaxNumBoundingBoxes|MixUp|RandAugment)$/,
    reason: "they mix examples with their labels and boxes, which images alone do not have",
  },
  {
    names: /^keras\.layers\.(FlaxLayer|JaxLayer|TFSMLayer|TorchModuleWrapper)$/,
    reason: "they wrap what runs in Python",
  },
];

const NAMESPACES = [
  "keras.layers",
  "keras.activations",
  "keras.initializers",
  "keras.regularizers",
  "keras.callbacks",
  "keras.constraints",
  "keras.losses",
  "keras.metrics",
  "keras.models",
  "keras.optimizers",
  "keras.optimizers.schedules",
] as const;

const deviation = (path: string) => DEVIATIONS.find(({ names }) => names.test(path));

/** The namespace here of one of Keras's. */
function namespaceOf(path: string): Readonly<Record<string, unknown>> {
  return path.split(".").reduce(
    (found, name) => found[name] as Record<string, unknown>,
    tf as unknown as Record<string, unknown>,
  );
}

/** What a name of Keras's is called here. */
const ourName = (name: string) => /^[A-Z]/.test(name) ? name : camelCase(name);

const isNamed = ({ kind }: ManifestParameter) => kind !== "*" && kind !== "**";

/** The parameters that a class or a function says it knows, in order. */
function parametersOf(value: unknown): string[] | undefined {
  const signature = signatureOf(value);
  if (signature) return [...signature.names];
  const { rows } = value as { rows?: Rows };
  if (rows !== undefined && rows.length > 0) return rows.map(([name]) => name);
  const call = value as { new (options: unknown): unknown; (options: unknown): unknown };
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  try {
    if (isClass) new call({ noSuchParameter: 1 });
    else call({ noSuchParameter: 1 });
  } catch (error) {
    const { message } = error as Error;
    if (/expected no arguments/.test(message)) return [];
    return /expected arguments among (.*), received noSuchParameter/.exec(message)?.[1]?.split(
      ", ",
    );
  }
  return undefined;
}

/** What takes any name: it is handed on. */
const OPEN = ["keras.callbacks.CallbackList"];

function checkParameters(path: string, value: unknown, entry: ManifestEntry): void {
  if (OPEN.includes(path)) return;
  const expected = (entry.params ?? []).filter(isNamed).map(({ name }) => camelCase(name));
  if (expected.length === 0) return;
  const own = parametersOf(value);
  assert(own !== undefined, `${path} does not say which parameters it knows`);
  assertEquals(own.slice(0, expected.length), expected, path);
}

/** A default of Keras's as ours: what a row makes and writes of both has to be the same. */
function checkDefaults(path: string, rows: Rows, entry: ManifestEntry): void {
  for (const parameter of (entry.params ?? []).filter(isNamed)) {
    const row = rows.find(([name]) => name === camelCase(parameter.name));
    assert(row, `${path}: ${parameter.name}`);
    const [name, option] = row;
    assertEquals(option.required, !("default" in parameter), `${path}: ${name} has to be given`);
    if (option.required) continue;
    const written = (given: unknown) => {
      const made = option.read(path, name, given);
      return JSON.stringify(option.write(made) ?? null);
    };
    if (option.ifMissing === undefined) assertEquals(parameter.default, null, `${path}: ${name}`);
    else assertEquals(written(option.ifMissing), written(parameter.default), `${path}: ${name}`);
  }
}

/** The parameters of a layer's call, as a wrong one is answered. */
function checkCall(path: string, value: unknown, entry: ManifestEntry): void {
  const expected = (entry.call ?? []).slice(1).filter(isNamed).map(({ name }) => camelCase(name));
  const { callParameters } =
    (value as { prototype: { callParameters?: readonly string[] } }).prototype;
  const common = ["training", "mask"];
  if (expected.every((name) => common.includes(name))) return;
  assertEquals([...callParameters ?? []], expected, `${path}: call`);
}

for (const namespace of NAMESPACES) {
  const here = namespaceOf(namespace);
  for (const [name, entry] of Object.entries(manifest[namespace]!)) {
    const path = `${namespace}.${name}`;
    if (deviation(path)) continue;
    Deno.test(`${path} has Keras's parameters`, () => {
      const value = here[ourName(name)];
      assert(value !== undefined, `${path} is missing`);
      const isLower = !/^[A-Z]/.test(name);
      if (entry.alias !== undefined) {
        const original = here[ourName(entry.alias)];
        // `l2(0.01)` makes an L2: functions are called, classes made with new.
        if (!(isLower && entry.kind === "class")) assertStrictEquals(value, original);
        return;
      }
      checkParameters(path, value, entry);
      const { rows } = value as { rows?: Rows };
      if (rows && rows.length > 0) checkDefaults(path, rows, entry);
      if (entry.call) checkCall(path, value, entry);
    });
  }
}

Deno.test("the table of deviations is short, and names only what there is", () => {
  assert(DEVIATIONS.length <= 10);
  const paths = NAMESPACES.flatMap((namespace) =>
    Object.keys(manifest[namespace]!).map((name) => ({
      path: `${namespace}.${name}`,
      isThere: Object.hasOwn(namespaceOf(namespace), ourName(name)),
    }))
  );
  for (const { names } of DEVIATIONS) {
    assert(paths.some(({ path }) => names.test(path)), `${names}`);
  }
  const known = paths.filter(({ path, isThere }) => deviation(path) && isThere);
  assertEquals(known.map(({ path }) => path), []);
});

/** Arguments of a golden configuration; layers inside are made as its script made them. */
function argumentsOf(className: string, args: Readonly<Record<string, unknown>>) {
  const { Dense, LSTM, SimpleRNNCell } = tf.keras.layers as unknown as Record<
    string,
    new (units: number) => unknown
  >;
  const inner: Record<string, () => unknown> = {
    layer: () => className === "Bidirectional" ? new LSTM!(3) : new Dense!(3),
    cell: () => new SimpleRNNCell!(3),
    cells: () => [new SimpleRNNCell!(3)],
  };
  const entries = Object.entries(args).map(([name, value]) => [
    camelCase(name),
    value === "<layer>" ? inner[name]!() : value,
  ]);
  return Object.fromEntries(entries);
}

for (const namespace of NAMESPACES.filter((it) => it in configs)) {
  for (const [name, { args, config }] of Object.entries(configs[namespace]!)) {
    const path = `${namespace}.${name}`;
    if (deviation(path) || name === "InputSpec") continue;
    if (["Initializer", "Regularizer", "Constraint"].includes(name)) continue;
    // Made of an equation that is none; the goldens of the layer have its configurations.
    if (name === "EinsumDense") continue;
    // The seed that it draws stands in it; the goldens of the layer have its configurations.
    if (name === "RandomCrop") continue;
    // Made of a number where they need others; their own tests have their configurations.
    if (["MultiOptimizer", "MeanMetricWrapper", "Pipeline"].includes(name)) continue;
    Deno.test(`${path} has Keras's configuration`, () => {
      const before = tf.random.getProfile();
      tf.random.setProfile("keras3");
      try {
        tf.keras.backend.clearSession();
        const Class = namespaceOf(namespace)[name] as new (options: object) => {
          getConfig(): unknown;
        };
        assert(Class !== undefined, `${path} is missing`);
        const options = argumentsOf(name, args);
        const made = Object.keys(options).length === 0
          ? new (Class as unknown as new () => { getConfig(): unknown })()
          : new Class(options);
        // JSON here has no -0.
        const plain = (it: unknown) => JSON.parse(JSON.stringify(it));
        assertEquals(plain(made.getConfig()), plain(config));
      } finally {
        tf.random.setProfile(before);
      }
    });
  }
}

Deno.test("keras.optimizers.Optimizer has Keras's methods and properties", () => {
  const { Optimizer } = tf.keras.optimizers;
  const members = new Set<string>();
  for (let it = Optimizer.prototype; it !== Object.prototype; it = Object.getPrototypeOf(it)) {
    for (const name of Object.getOwnPropertyNames(it)) members.add(name);
  }
  const methods = Object.entries(manifest["keras.optimizers.Optimizer#methods"]!);
  assert(methods.length >= 20);
  for (const [name, entry] of methods) {
    const isStatic = "static" in entry;
    assert(isStatic ? camelCase(name) in Optimizer : members.has(camelCase(name)), name);
  }
});

// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Begins a new layer: writes its file and lists it with the others, so that what is left is to fill in
 * what it does.
 *
 *     deno task new:layer NAME [--group GROUP]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { toSnakeCase } from "../lib/objects/naming.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folders of layers. */
const GROUPS = [
  "activation",
  "attention",
  "convolutional",
  "core",
  "merging",
  "normalization",
  "pooling",
  "recurrent",
  "regularization",
  "reshaping",
];

/** The text of a new layer's file. */
function textOf(name: string): string {
  return `/**
 * ${name}: what it does, in a few words.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite } from "../../configuration/rows.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";

/** Options of {@linkcode ${name}}. */
export interface ${name}Options extends LayerOptions {
  /** Factor of the inputs; default 1. */
  factor?: number | undefined;
}

type Positional = ["factor"];

const OPTIONS = [
  ["factor", finite(1)],
] as const satisfies RowsOf<${name}Options, Positional>;

/**
 * What it does, as a formula: \`factor x\`.
 *
 * Input and output shape \`(...)\`. No state.
 *
 * @example
 * \`\`\`ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new tf.keras.layers.${name}(2)([1, 2]).numpy().toArray(), [2, 4]);
 * \`\`\`
 */
export class ${name} extends Layer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The factor, and by name what every layer takes. */
  constructor(...args: LayerArguments<${name}Options, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.supportsMasking = true;
  }

  override call(inputs: Tensor): Tensor {
    return internally(() => multiply(inputs, scalar(this.#options.factor, inputs.dtype)));
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return inputShape;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
`;
}

function main(): number {
  const parsed = parseArgs(Deno.args, {
    string: ["group", "_"],
    default: { group: "core" },
  });
  const [name, group] = [parsed._[0], String(parsed["group"])];
  if (typeof name !== "string" || !/^[A-Z][A-Za-z0-9]*$/.test(name) || !GROUPS.includes(group)) {
    console.error(
      `new_layer: expected the name of a class, such as Doubling, and a group of ${
        GROUPS.join(", ")
      }, received ${name ?? "no name"} and ${group}`,
    );
    return 2;
  }
  const path = `lib/layers/${group}/${toSnakeCase(name, false)}.ts`;
  try {
    Deno.mkdirSync(`${ROOT}/lib/layers/${group}`, { recursive: true });
    Deno.writeTextFileSync(`${ROOT}/${path}`, textOf(name), { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    console.error(
      `new_layer: expected a name that is free, received one whose file is there: ${path}`,
    );
    return 1;
  }
  const { code } = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "scripts/layer_index.ts"],
    cwd: ROOT,
    stdout: "null",
  }).outputSync();
  console.log(
    `${path} is there. Next:
  1. Say in it what the layer takes, does and gives.
  2. Add its cases to tests/goldens/layers/cases if Keras has it, else to the table of tests/layers/contract_test.ts.
  3. deno task ok`,
  );
  return code;
}

Deno.exit(main());

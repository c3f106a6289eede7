/**
 * What is measured of whole models and of their parts. Each case says its shapes, its weights'
 * ranges and its optimizer here, once; every contestant is handed the case and has the model of
 * that name.
 *
 * @module
 */
import { sizeOf } from "../data.ts";
import type { BenchCase } from "../workloads.ts";

/** Models and parts that every contestant has. */
export type ModelName =
  | "resnet8"
  | "depthwise"
  | "vae"
  | "charLstm"
  | "text"
  | "transformer"
  | "mlp"
  | "lenet"
  | "chain"
  | "batchNorm"
  | "layerNorm"
  | "crossEntropy"
  | "gelu"
  | "max"
  | "sum"
  | "scale"
  | "product"
  | "adam"
  | "embedding";

/**
 * How others lay a tensor out that is in Keras's layout here: filters and images where channels
 * come first, weights of a recurrent layer where they are transposed.
 */
export type Layout = "filter" | "depthwise" | "image" | "recurrent";

/** A tensor that the work trains, or differentiates with respect to. */
export interface WeightSpec {
  readonly shape: readonly number[];
  /** Random numbers from minus this to this. */
  readonly scale: number;
  /** The value of all of them instead. */
  readonly fill?: number;
  readonly layout?: Layout;
}

/** A tensor that the work is called with: random numbers from -1 to 1, or whole ones. */
export interface InputSpec {
  readonly shape: readonly number[];
  /** Whole numbers from 0 stay below this. */
  readonly below?: number;
}

/** The work of a case. */
export interface ModelWork {
  readonly model: ModelName;
  /**
   * A step of training until its loss is read; the model's value; its value, a number, until it is
   * read; the value and the gradients of all weights (the last input is the gradient of the value, where it has more than one element);
   * or an optimizer's update of the only weight by the only input.
   */
  readonly kind: "step" | "value" | "read" | "gradients" | "update";
  readonly weights: readonly WeightSpec[];
  readonly inputs: readonly InputSpec[];
  readonly optimizer?: { readonly name: "sgd" | "momentum" | "adam"; readonly rate: number };
  /** Axes that are reduced. */
  readonly axes?: readonly number[];
  /** What pools a LeNet. */
  readonly pool?: "average" | "max";
}

/** A case of models. */
export interface ModelCase extends BenchCase<ModelWork> {
  /** Whether it is a part of models. */
  readonly isPart?: boolean;
}

/** Weights in Glorot's range; with four dimensions, filters. */
function kernel(...shape: number[]): WeightSpec {
  const [inputs = 0, outputs = 0] = shape.slice(-2);
  const scale = Math.sqrt(6 / (sizeOf(shape.slice(0, -2)) * (inputs + outputs)));
  return shape.length === 4 ? { shape, scale, layout: "filter" } : { shape, scale };
}

const random = (shape: readonly number[], scale: number): WeightSpec => ({ shape, scale });
const zeros = (count: number): WeightSpec => ({ shape: [count], scale: 0 });
const ones = (count: number): WeightSpec => ({ shape: [count], scale: 0, fill: 1 });
const norm = (count: number): WeightSpec[] => [ones(count), zeros(count)];
const dense = (...sizes: number[]): WeightSpec[] =>
  sizes.slice(1).flatMap((size, i) => [kernel(sizes[i]!, size), zeros(size)]);
const floats = (...shape: number[]): InputSpec => ({ shape });
const whole = (below: number, ...shape: number[]): InputSpec => ({ shape, below });

/** Two convolutions with batch normalization, and one of the shortcut where sizes change. */
const block = (from: number, to: number): WeightSpec[] => [
  kernel(3, 3, from, to),
  ...norm(to),
  kernel(3, 3, to, to),
  ...norm(to),
  ...(from === to ? [] : [kernel(1, 1, from, to)]),
];

const SGD = { name: "sgd", rate: 0.1 } as const;
/** For the wide MLP: at a higher rate ten steps make much of differences of rounding. */
const SLOW_SGD = { name: "sgd", rate: 0.02 } as const;
const ADAM = { name: "adam", rate: 0.001 } as const;

const LENET = [
  ...[kernel(5, 5, 1, 6), zeros(6), kernel(5, 5, 6, 16), zeros(16)],
  ...dense(400, 120, 84, 10),
];

/** Sizes of the character LSTM: its vocabulary, units, steps, and sequences of a batch. */
const [VOCABULARY, UNITS, STEPS, SEQUENCES] = [1027, 256, 35, 32];

const step = (
  name: string,
  title: string,
  work: Omit<ModelWork, "kind">,
): ModelCase => ({ name, title, work: { kind: "step", ...work } });

const MODELS: readonly ModelCase[] = [
  step("resnet8", "residual network of 8 layers, 32 x 32 x 3, batch 64, momentum", {
    model: "resnet8",
    weights: [
      ...[kernel(3, 3, 3, 16), ...norm(16)],
      ...[...block(16, 16), ...block(16, 32), ...block(32, 64)],
      ...dense(64, 10),
    ],
    inputs: [floats(64, 32, 32, 3), whole(10, 64)],
    optimizer: { name: "momentum", rate: 0.01 },
  }),
  step("depthwise", "depthwise and pointwise convolution, 32 x 32 x 32, batch 32, SGD", {
    model: "depthwise",
    weights: [
      ...[{ shape: [3, 3, 32, 1], scale: 0.3, layout: "depthwise" } as const, zeros(32)],
      ...[kernel(1, 1, 32, 64), zeros(64)],
      ...dense(64, 10),
    ],
    inputs: [floats(32, 32, 32, 32), whole(10, 32)],
    optimizer: SGD,
  }),
  step("vae", "variational autoencoder of 28 x 28, transposed convolutions, batch 64, Adam", {
    model: "vae",
    weights: [
      ...[...dense(784, 256, 32), ...dense(16, 7 * 7 * 32)],
      ...[kernel(3, 3, 32, 32), zeros(32), kernel(3, 3, 16, 32), zeros(16)],
      ...[kernel(3, 3, 1, 16), zeros(1)],
    ],
    inputs: [floats(64, 784), floats(64, 16)],
    optimizer: ADAM,
  }),
  step("char_lstm", "LSTM of 256 units on 35 characters, embedding, batch 32, Adam", {
    model: "charLstm",
    weights: [
      random([VOCABULARY, UNITS], 0.1),
      { ...kernel(UNITS, 4 * UNITS), layout: "recurrent" },
      { ...kernel(UNITS, 4 * UNITS), layout: "recurrent" },
      zeros(4 * UNITS),
      ...dense(UNITS, VOCABULARY),
    ],
    inputs: [whole(VOCABULARY, STEPS, SEQUENCES), whole(VOCABULARY, STEPS, SEQUENCES)],
    optimizer: ADAM,
  }),
  step("text", "text classifier: mean of 200 embeddings of 20,000 x 64, batch 128, Adam", {
    model: "text",
    weights: [random([20_000, 64], 0.05), ...dense(64, 1)],
    inputs: [whole(20_000, 128, 200), whole(2, 128)],
    optimizer: ADAM,
  }),
  step("transformer", "transformer block, 64 steps of 128, 4 heads, batch 16, Adam", {
    model: "transformer",
    weights: [
      ...[128, 128, 128, 128].flatMap((size) => dense(128, size)),
      ...[...norm(128), ...dense(128, 512, 128), ...norm(128)],
    ],
    inputs: [floats(16, 64, 128), floats(16, 64, 128)],
    optimizer: ADAM,
  }),
  ...([["sgd", SLOW_SGD], ["adam", ADAM]] as const).map(([name, optimizer]) =>
    step(`mlp_wide_${name}`, `MLP 784-2048-2048-10, batch 128, ${name}`, {
      model: "mlp",
      weights: dense(784, 2048, 2048, 10),
      inputs: [floats(128, 784), whole(10, 128)],
      optimizer,
    })
  ),
  ...([["sgd", SGD], ["adam", ADAM]] as const).map(([name, optimizer]) =>
    step(`mlp_${name}`, `MLP 784-256-10, batch 256, ${name}`, {
      model: "mlp",
      weights: dense(784, 256, 10),
      inputs: [floats(256, 784), whole(10, 256)],
      optimizer,
    })
  ),
  ...([["lenet", "average"], ["lenet_max", "max"]] as const).map(([name, pool]) =>
    step(name, `LeNet, sigmoid, ${pool} pooling, 28 x 28, batch 128, SGD`, {
      model: "lenet",
      weights: LENET,
      inputs: [floats(128, 28, 28, 1), whole(10, 128)],
      optimizer: SGD,
      pool,
    })
  ),
  {
    name: "chain",
    title: "30 elementwise operations on 1000 x 1000",
    work: {
      kind: "value",
      model: "chain",
      weights: [],
      inputs: [floats(1000, 1000), floats(1000, 1000), floats(1000, 1000)],
    },
  },
];

const part = (
  name: string,
  title: string,
  work: Omit<ModelWork, "kind" | "weights"> & Partial<ModelWork>,
): ModelCase => ({
  name,
  title,
  work: { kind: work.weights === undefined ? "value" : "gradients", weights: [], ...work },
  isPart: true,
});

/** Normalization of images by channels, in training. */
function batchNorm(name: string, ...shape: [number, number, number, number]): ModelCase {
  const channels = shape[3];
  return part(name, `batch normalization of ${shape.join(" x ")} and its gradients`, {
    model: "batchNorm",
    weights: [{ shape, scale: 1, layout: "image" }, random([channels], 1), random([channels], 1)],
    inputs: [floats(...shape)],
  });
}

const reduced = floats(256, 1024, 16);
const PARTS: readonly ModelCase[] = [
  batchNorm("batch_norm_32", 64, 32, 32, 16),
  batchNorm("batch_norm_8", 64, 8, 8, 64),
  part("layer_norm", "layer normalization of 1024 x 128 and its gradients", {
    model: "layerNorm",
    weights: [random([1024, 128], 1), random([128], 1), random([128], 1)],
    inputs: [floats(1024, 128)],
  }),
  part("cross_entropy", "softmax cross-entropy of 256 x 1027 and its gradient", {
    model: "crossEntropy",
    weights: [random([256, 1027], 1)],
    inputs: [whole(1027, 256)],
  }),
  part("gelu", "gelu of 1024 x 512 and its gradient", {
    model: "gelu",
    weights: [random([1024, 512], 1)],
    inputs: [floats(1024, 512)],
  }),
  part("max_0", "largest of 256 x 1024 x 16 over the first axis", {
    model: "max",
    inputs: [reduced],
    axes: [0],
  }),
  part("max_12", "the same over the last two axes", {
    model: "max",
    inputs: [reduced],
    axes: [1, 2],
  }),
  part("max_2", "the same over the last axis", { model: "max", inputs: [reduced], axes: [2] }),
  part("sum", "sum of everything of 256 x 1024 x 16", { model: "sum", inputs: [reduced] }),
  part("scale", "65536 x 16 times a number for each of the 16 channels", {
    model: "scale",
    inputs: [floats(65_536, 16), floats(16)],
  }),
  part("adam", "Adam's update of 1.28 million weights", {
    kind: "update",
    model: "adam",
    weights: [random([1250, 1024], 0)],
    inputs: [floats(1250, 1024)],
    optimizer: ADAM,
  }),
  part("embedding", "128 x 200 rows of 20,000 x 64 and the gradient of the table", {
    model: "embedding",
    weights: [random([20_000, 64], 0.05)],
    inputs: [whole(20_000, 128, 200), floats(128, 200, 64)],
  }),
];

/** All cases, in the order of the report: models, then their parts. */
export const MODEL_CASES: readonly ModelCase[] = [...MODELS, ...PARTS];

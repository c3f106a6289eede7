/**
 * What is measured. Each case says its sizes here, once; every contestant is handed the case and
 * knows how to do its kind of work.
 *
 * @module
 */

/** One matrix product of two square matrices. */
export interface MatmulWork {
  kind: "matmul";
  size: number;
  transposeA: boolean;
  transposeB: boolean;
}

/** A convolution, or one of its two gradients; sizes as in NHWC and HWIO. */
export interface ConvWork {
  kind: "conv";
  pass: "forward" | "filter" | "input";
  input: [batch: number, height: number, width: number, channels: number];
  filter: [height: number, width: number, channels: number, filters: number];
  output: [batch: number, height: number, width: number, filters: number];
  padding: "same" | "valid";
}

/** A step of training: loss, gradients, update. */
export interface TrainWork {
  kind: "train";
  model: "mlp" | "lenet";
  optimizer: "sgd" | "adam";
  /** The learning rate. */
  rate: number;
  pool: "average" | "max";
  batch: number;
  /** The losses of the first and of this step from fresh weights are compared. */
  checkStep: number;
}

/** Small elementwise operations one after the other. */
export interface ChainWork {
  kind: "chain";
  mode: "eager" | "graph";
  operations: number;
  size: number;
}

/** The first call of a function nobody has compiled. */
export interface CompileWork {
  kind: "compile";
  what: "chain" | "mlp";
  operations: number;
}

/** One addition of scalars whose result is read. */
export interface ScalarWork {
  kind: "scalar";
}

/** The work of a case. */
export type Workload = MatmulWork | ConvWork | TrainWork | ChainWork | CompileWork | ScalarWork;

/** A case of the benchmark. */
export interface BenchCase {
  readonly name: string;
  /** One line for the report. */
  readonly title: string;
  readonly work: Workload;
}

const BATCH = 256;

const matmuls: BenchCase[] = [512, 1024].flatMap((size) =>
  ["nn", "nt", "tn", "tt"].map((mode): BenchCase => ({
    name: `matmul_${size}_${mode}`,
    title: `matmul ${size} x ${size}, ${
      { nn: "a b", nt: "a b'", tn: "a' b", tt: "a' b'" }[mode]
    }, eager`,
    work: { kind: "matmul", size, transposeA: mode[0] === "t", transposeB: mode[1] === "t" },
  }))
);

const CONVOLUTIONS = [
  {
    name: "conv1",
    input: [BATCH, 28, 28, 1],
    filter: [5, 5, 1, 6],
    output: [BATCH, 28, 28, 6],
    padding: "same",
  },
  {
    name: "conv2",
    input: [BATCH, 14, 14, 6],
    filter: [5, 5, 6, 16],
    output: [BATCH, 10, 10, 16],
    padding: "valid",
  },
] as const;

const PASSES = { forward: "forward", filter: "filter gradient", input: "input gradient" } as const;

const convolutions: BenchCase[] = CONVOLUTIONS.flatMap(({ name, input, filter, output, padding }) =>
  (["forward", "filter", "input"] as const).map((pass): BenchCase => ({
    name: `${name}_${pass}`,
    title: `LeNet's ${name}, ${filter.slice(0, 2).join(" x ")} ${padding}, ${PASSES[pass]}`,
    work: {
      kind: "conv",
      pass,
      input: [...input],
      filter: [...filter],
      output: [...output],
      padding,
    },
  }))
);

function training(
  name: string,
  title: string,
  work: Pick<TrainWork, "model" | "optimizer" | "rate"> & Partial<TrainWork>,
): BenchCase {
  return {
    name,
    title: `${title}, a training step`,
    work: { kind: "train", pool: "average", batch: BATCH, checkStep: 10, ...work },
  };
}

/** All cases, in the order of the report. */
export const CASES: readonly BenchCase[] = [
  ...matmuls,
  ...convolutions,
  training("mlp_sgd", "MLP 784-256-10, SGD", { model: "mlp", optimizer: "sgd", rate: 0.1 }),
  training("mlp_adam", "MLP 784-256-10, Adam", { model: "mlp", optimizer: "adam", rate: 0.001 }),
  training("lenet_sgd", "LeNet, SGD", { model: "lenet", optimizer: "sgd", rate: 0.9 }),
  training("lenet_max_sgd", "LeNet with max pooling, SGD", {
    model: "lenet",
    optimizer: "sgd",
    rate: 0.9,
    pool: "max",
  }),
  training("lenet_adam", "LeNet, Adam", { model: "lenet", optimizer: "adam", rate: 0.01 }),
  {
    name: "chain_eager",
    title: "60 elementwise operations on 64 x 64, eager",
    work: { kind: "chain", mode: "eager", operations: 60, size: 64 },
  },
  {
    name: "chain_graph",
    title: "60 elementwise operations on 64 x 64, one graph",
    work: { kind: "chain", mode: "graph", operations: 60, size: 64 },
  },
  {
    name: "compile_chain",
    title: "first call of a new function of 20 operations",
    work: { kind: "compile", what: "chain", operations: 20 },
  },
  {
    name: "compile_mlp",
    title: "first call of a new MLP training step, SGD",
    work: { kind: "compile", what: "mlp", operations: 0 },
  },
  {
    name: "scalar_read",
    title: "two scalars added, the sum read",
    work: { kind: "scalar" },
  },
];

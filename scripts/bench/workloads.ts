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

/** Operations on four numbers, recorded one after the other; the time is that of one. */
export interface SmallWork {
  kind: "small";
  operations: number;
  /** Whether the last result is read, or the operations are recorded only. */
  read: boolean;
}

/** A step of training in special circumstances. */
export interface VariantWork {
  kind: "variant";
  /** Whether it is a graph, or operations that are recorded anew in each step. */
  mode: "traced" | "eager";
  /** Other models that were trained before and are alive. */
  beside: number;
  step: TrainWork;
}

/** The first step of a model whose shapes nobody has met. */
export interface FirstWork {
  kind: "first";
  mode: "traced" | "eager";
}

/** A process of its own: the import inside it, or all of it up to a first value. */
export interface ProcessWork {
  kind: "process";
  what: "import" | "value";
  /** The package as it is built for others, or the modules it is built from. */
  from: "package" | "sources";
}

/** A process that trains for long, whose memory is looked at. */
export interface MemoryWork {
  kind: "memory";
  device: "cpu" | "webgpu";
  steps: number;
}

/** The work of a case. */
export type Workload =
  | MatmulWork
  | ConvWork
  | TrainWork
  | ChainWork
  | CompileWork
  | ScalarWork
  | SmallWork
  | VariantWork
  | FirstWork
  | ProcessWork
  | MemoryWork;

/** A case of the benchmark. */
export interface BenchCase<Work = Workload> {
  readonly name: string;
  /** One line for the report. */
  readonly title: string;
  readonly work: Work;
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

type Training = Pick<TrainWork, "model" | "optimizer" | "rate"> & Partial<TrainWork>;

function stepOf(work: Training): TrainWork {
  return { kind: "train", pool: "average", batch: BATCH, checkStep: 10, ...work };
}

function training(name: string, title: string, work: Training): BenchCase {
  return { name, title: `${title}, a training step`, work: stepOf(work) };
}

function variant(
  name: string,
  title: string,
  { mode = "traced", beside = 0 }: Partial<Pick<VariantWork, "mode" | "beside">>,
  work: Training,
): BenchCase {
  return {
    name,
    title: `${title}, a training step`,
    work: { kind: "variant", mode, beside, step: stepOf(work) },
  };
}

const MLP_SGD = { model: "mlp", optimizer: "sgd", rate: 0.1 } as const;
const MLP_ADAM = { model: "mlp", optimizer: "adam", rate: 0.001 } as const;
const SMALL_BATCH = 8;

/** All cases, in the order of the report. */
export const CASES: readonly BenchCase[] = [
  ...matmuls,
  ...convolutions,
  training("mlp_sgd", "MLP 784-256-10, SGD", MLP_SGD),
  variant("mlp_sgd_eager", "MLP 784-256-10, SGD, without tf.function", { mode: "eager" }, MLP_SGD),
  training("mlp_adam", "MLP 784-256-10, Adam", MLP_ADAM),
  variant("mlp_adam_eager", "MLP 784-256-10, Adam, without tf.function", {
    mode: "eager",
  }, MLP_ADAM),
  variant("mlp_alone", `MLP 784-256-10, SGD, batches of ${SMALL_BATCH}`, {}, {
    ...MLP_SGD,
    batch: SMALL_BATCH,
  }),
  variant("mlp_beside", `the same beside three other live models`, { beside: 3 }, {
    ...MLP_SGD,
    batch: SMALL_BATCH,
  }),
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
  {
    name: "operation_record",
    title: "one of 500 operations on four numbers, recorded only",
    work: { kind: "small", operations: 500, read: false },
  },
  {
    name: "operation_chain",
    title: "one of 500 operations on four numbers, computed and read",
    work: { kind: "small", operations: 500, read: true },
  },
  {
    name: "first_traced",
    title: "first call of a step of training in tf.function, MLP, SGD",
    work: { kind: "first", mode: "traced" },
  },
  {
    name: "first_eager",
    title: "first step of training without tf.function, MLP, SGD",
    work: { kind: "first", mode: "eager" },
  },
  {
    name: "import",
    title: "import of the package, inside a process",
    work: { kind: "process", what: "import", from: "package" },
  },
  {
    name: "first_value",
    title: "deno run: a whole process that computes a value with the package",
    work: { kind: "process", what: "value", from: "package" },
  },
  {
    name: "import_sources",
    title: "import of the modules that the package is built from",
    work: { kind: "process", what: "import", from: "sources" },
  },
  {
    name: "first_value_sources",
    title: "deno run: a whole process that computes a value with them",
    work: { kind: "process", what: "value", from: "sources" },
  },
  {
    name: "memory_cpu",
    title: "memory of 20,000 eager steps, cpu",
    work: { kind: "memory", device: "cpu", steps: 20_000 },
  },
  {
    name: "memory_webgpu",
    title: "memory of 5,000 eager steps, webgpu, buffers of 64 MB at most",
    work: { kind: "memory", device: "webgpu", steps: 5_000 },
  },
];

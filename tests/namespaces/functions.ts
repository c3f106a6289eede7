/**
 * All public functions, found by walking the namespaces, so that none can be added unseen.
 *
 * @module
 */
import * as tf from "kerasaur";
import { isAnswer } from "../../lib/errors/answer.ts";

/** A public function. */
export type AnyFunction = (...args: never[]) => unknown;

const SPACES: readonly [string, object][] = [
  ["", tf],
  ["math.", tf.math],
  ["nn.", tf.nn],
  ["linalg.", tf.linalg],
  ["image.", tf.image],
  ["bitwise.", tf.bitwise],
  ["random.", tf.random],
  ["signal.", tf.signal],
  ["io.", tf.io],
  ["strings.", tf.strings],
];

/** Functions, classes included, by their paths within `tf`; one function may have several. */
export const FUNCTIONS: ReadonlyMap<string, AnyFunction> = new Map(
  SPACES.flatMap(([space, module]) =>
    Object.entries(module).flatMap(([name, value]): [string, AnyFunction][] =>
      typeof value === "function" && !isAnswer(value)
        ? [[`${space}${name}`, value as AnyFunction]]
        : []
    )
  ),
);

/** Why a function has no rows. */
export type Reason =
  /** A class; its methods are not functions of tensors, or are tested with it. */
  | "class"
  /** It sets or says something about the library, or whether a function is being traced. */
  | "settings"
  /** It takes functions and returns one, whose arguments are tested in tests/functions. */
  | "wrapper"
  /** It makes an object, from numbers that have to be known. */
  | "maker"
  /** It takes shapes alone, lists of numbers, and gives one. */
  | "shapes"
  /** It prints and gives nothing; tests/ops/calls holds it to TensorFlow's texts. */
  | "prints"
  /** The values of its tensor decide the shape of the result; tests/ops/calls tests it. */
  | "read"
  /** It reads texts on the host, and refuses to be traced; tests/data holds it to TensorFlow. */
  | "texts"
  /** It holds that something is so, and gives nothing; tests/ops holds it to its words. */
  | "condition"
  /** It reads or writes files; tests/io tests it. */
  | "files";

/** Functions without rows. */
export const WITHOUT_ROWS: Readonly<Record<string, Reason>> = {
  Assert: "condition",
  assertEqual: "condition",
  assertGreater: "condition",
  assertLess: "condition",
  assertRank: "condition",
  Callable: "class",
  Complex: "class",
  ConcreteFunction: "class",
  DeviceScope: "class",
  GradientTape: "class",
  IndexedSlices: "class",
  Module: "class",
  NdArray: "class",
  Tensor: "class",
  TensorShape: "class",
  TensorSpec: "class",
  TracedFunction: "class",
  Variable: "class",
  nameScope: "class",
  "random.Generator": "class",
  "random.RandomState": "class",
  device: "settings",
  executingEagerly: "settings",
  insideFunction: "settings",
  isSymbolicTensor: "settings",
  getPrintOptions: "settings",
  resetPrintOptions: "settings",
  setPrintOptions: "settings",
  "random.getProfile": "settings",
  "random.setProfile": "settings",
  "random.setSeed": "settings",
  customGradient: "wrapper",
  function: "wrapper",
  recomputeGrad: "wrapper",
  constantInitializer: "maker",
  onesInitializer: "maker",
  randomNormalInitializer: "maker",
  randomUniformInitializer: "maker",
  zerosInitializer: "maker",
  broadcastStaticShape: "shapes",
  print: "prints",
  "signal.inverseStftWindowFn": "wrapper",
  "image.decodeBmp": "read",
  "image.decodePng": "read",
  "image.decodeAndCropJpeg": "read",
  "image.decodeGif": "read",
  "image.decodeImage": "read",
  "image.decodeJpeg": "read",
  "image.extractJpegShape": "read",
  "image.isJpeg": "read",
  "io.decodeBmp": "read",
  "io.decodePng": "read",
  "io.decodeRaw": "read",
  "io.matchingFiles": "files",
  "io.parseTensor": "read",
  "io.decodeAndCropJpeg": "read",
  "io.decodeGif": "read",
  "io.decodeImage": "read",
  "io.decodeJpeg": "read",
  "io.extractJpegShape": "read",
  "io.isJpeg": "read",
  "io.decodeCsv": "texts",
  "io.parseExample": "texts",
  "io.parseSingleExample": "texts",
  "io.FixedLenFeature": "class",
  "io.readFile": "files",
  "io.writeFile": "files",
  "io.TFRecordWriter": "class",
  "strings.bytesSplit": "read",
  "strings.split": "read",
  "strings.unicodeDecode": "read",
  "strings.unicodeSplit": "read",
};

/** Parameters that rows may leave out, as nothing is computed from them. */
export const IDLE_PARAMETERS: Readonly<Record<string, string>> = {
  name: "names nothing",
  parallelIterations: "taken for the sake of Python's signature",
  backProp: "taken for the sake of Python's signature",
  swapMemory: "taken for the sake of Python's signature",
  inferShape: "taken for the sake of Python's signature",
  fallbackToWhileLoop: "taken for the sake of Python's signature",
  warn: "taken for the sake of Python's signature",
  dtype: "texts: a tensor is refused by the compiler and by name",
};

/**
 * Names that people know from Python's TensorFlow and from tfjs and that `tf` has not: each answers a
 * use with what to write. A module cannot answer for a name that it doesn't export, so they are
 * exported; types don't show them (`no_names.ts`).
 *
 * @module
 */
import { answer } from "../errors/answer.ts";

/** The answer to Python's spelling of a name that is there. */
function called(python: string, here: string): unknown {
  return answer(python, `it is called ${here} here`);
}

export const add_n = called("add_n", "addN");
export const batch_to_space = called("batch_to_space", "batchToSpace");
export const boolean_mask = called("boolean_mask", "booleanMask");
export const broadcast_dynamic_shape = called("broadcast_dynamic_shape", "broadcastDynamicShape");
export const broadcast_static_shape = called("broadcast_static_shape", "broadcastStaticShape");
export const broadcast_to = called("broadcast_to", "broadcastTo");
export const clip_by_global_norm = called("clip_by_global_norm", "clipByGlobalNorm");
export const clip_by_norm = called("clip_by_norm", "clipByNorm");
export const clip_by_value = called("clip_by_value", "clipByValue");
export const constant_initializer = called("constant_initializer", "constantInitializer");
export const convert_to_tensor = called("convert_to_tensor", "convertToTensor");
export const custom_gradient = called("custom_gradient", "customGradient");
export const dynamic_partition = called("dynamic_partition", "dynamicPartition");
export const dynamic_stitch = called("dynamic_stitch", "dynamicStitch");
export const ensure_shape = called("ensure_shape", "ensureShape");
export const executing_eagerly = called("executing_eagerly", "executingEagerly");
export const expand_dims = called("expand_dims", "expandDims");
export const gather_nd = called("gather_nd", "gatherNd");
export const greater_equal = called("greater_equal", "greaterEqual");
export const histogram_fixed_width = called("histogram_fixed_width", "histogramFixedWidth");
export const histogram_fixed_width_bins = called(
  "histogram_fixed_width_bins",
  "histogramFixedWidthBins",
);
export const identity_n = called("identity_n", "identityN");
export const inside_function = called("inside_function", "insideFunction");
export const is_symbolic_tensor = called("is_symbolic_tensor", "isSymbolicTensor");
export const is_tensor = called("is_tensor", "isTensor");
export const less_equal = called("less_equal", "lessEqual");
export const logical_and = called("logical_and", "logicalAnd");
export const logical_not = called("logical_not", "logicalNot");
export const logical_or = called("logical_or", "logicalOr");
export const map_fn = called("map_fn", "mapFn");
export const matrix_square_root = called("matrix_square_root", "matrixSquareRoot");
export const name_scope = called("name_scope", "nameScope");
export const not_equal = called("not_equal", "notEqual");
export const one_hot = called("one_hot", "oneHot");
export const ones_initializer = called("ones_initializer", "onesInitializer");
export const ones_like = called("ones_like", "onesLike");
export const random_normal_initializer = called(
  "random_normal_initializer",
  "randomNormalInitializer",
);
export const random_uniform_initializer = called(
  "random_uniform_initializer",
  "randomUniformInitializer",
);
export const recompute_grad = called("recompute_grad", "recomputeGrad");
export const reduce_all = called("reduce_all", "reduceAll");
export const reduce_any = called("reduce_any", "reduceAny");
export const reduce_logsumexp = called("reduce_logsumexp", "reduceLogsumexp");
export const reduce_max = called("reduce_max", "reduceMax");
export const reduce_mean = called("reduce_mean", "reduceMean");
export const reduce_min = called("reduce_min", "reduceMin");
export const reduce_prod = called("reduce_prod", "reduceProd");
export const reduce_sum = called("reduce_sum", "reduceSum");
export const reverse_sequence = called("reverse_sequence", "reverseSequence");
export const saturate_cast = called("saturate_cast", "saturateCast");
export const scalar_mul = called("scalar_mul", "scalarMul");
export const scatter_nd = called("scatter_nd", "scatterNd");
export const sequence_mask = called("sequence_mask", "sequenceMask");
export const shape_n = called("shape_n", "shapeN");
export const space_to_batch = called("space_to_batch", "spaceToBatch");
export const space_to_batch_nd = called("space_to_batch_nd", "spaceToBatchNd");
export const stop_gradient = called("stop_gradient", "stopGradient");
export const strided_slice = called("strided_slice", "stridedSlice");
export const switch_case = called("switch_case", "switchCase");
export const tensor_scatter_nd_add = called("tensor_scatter_nd_add", "tensorScatterNdAdd");
export const tensor_scatter_nd_max = called("tensor_scatter_nd_max", "tensorScatterNdMax");
export const tensor_scatter_nd_min = called("tensor_scatter_nd_min", "tensorScatterNdMin");
export const tensor_scatter_nd_sub = called("tensor_scatter_nd_sub", "tensorScatterNdSub");
export const tensor_scatter_nd_update = called("tensor_scatter_nd_update", "tensorScatterNdUpdate");
export const unique_with_counts = called("unique_with_counts", "uniqueWithCounts");
export const vectorized_map = called("vectorized_map", "vectorizedMap");
export const while_loop = called("while_loop", "whileLoop");
export const zeros_initializer = called("zeros_initializer", "zerosInitializer");
export const zeros_like = called("zeros_like", "zerosLike");

export const Adam = answer(
  "Adam",
  "write new tf.keras.optimizers.Adam(...)",
);
export const Conv2D = answer(
  "Conv2D",
  "write new tf.keras.layers.Conv2D(...)",
);
export const Dense = answer(
  "Dense",
  "write new tf.keras.layers.Dense(...)",
);
export const Layer = answer(
  "Layer",
  "write tf.keras.layers.Layer",
);
export const Model = answer(
  "Model",
  "write new tf.keras.Model(inputs, outputs)",
);
export const RaggedTensor = answer(
  "RaggedTensor",
  "ragged tensors are not there; pad rows to one length, and mask them",
);
export const Sequential = answer(
  "Sequential",
  "write new tf.keras.Sequential([...])",
);
export const Session = answer(
  "Session",
  "there are no sessions, as in TensorFlow 2; call functions, and read results with numpy()",
);
export const SparseTensor = answer(
  "SparseTensor",
  "sparse tensors are not there; use dense ones, tf.scatterNd makes them",
);
export const TensorArray = answer(
  "TensorArray",
  "it is not there; use an array and tf.stack, or tf.scan and tf.mapFn",
);
export const array = answer(
  "array",
  "write tf.constant(values)",
);
export const compat = answer(
  "compat",
  "TensorFlow 1 is not there; its functions have names of their own in tf",
);
export const data = answer(
  "data",
  "data sets are not there yet; give fit arrays, or a generator of batches: function* () { yield [x, y]; }",
);
export const dispose = answer(
  "dispose",
  "tensors need no dispose()",
);
export const distribute = answer(
  "distribute",
  "it is not there; one program uses one device",
);
export const div = answer(
  "div",
  "write tf.divide(a, b)",
);
export const dot = answer(
  "dot",
  "write tf.matmul(a, b), or tf.tensordot(a, b, 1)",
);
export const estimator = answer(
  "estimator",
  "estimators are gone from TensorFlow too; use model.compile and model.fit",
);
export const feature_column = answer(
  "feature_column",
  "it is gone from Keras too; prepare columns with tf functions",
);
export const global_variables_initializer = answer(
  "global_variables_initializer",
  "variables have their values at once; leave it out",
);
export const gradients = answer(
  "gradients",
  "write new tf.GradientTape(), tape.run(() => ...) and tape.gradient(y, x)",
);
export const initializers = answer(
  "initializers",
  "write tf.keras.initializers",
);
export const input = answer(
  "input",
  "write tf.keras.Input(shape)",
);
export const io = answer(
  "io",
  "it is not there; read files with Deno, arrays with tf.np.load",
);
export const layers = answer(
  "layers",
  "write new tf.keras.layers.Dense(...) and the like",
);
export const loadLayersModel = answer(
  "loadLayersModel",
  "write tf.keras.models.modelFromJson(text) and model.loadWeights(path)",
);
export const load_model = answer(
  "load_model",
  "write tf.keras.models.loadModel(path)",
);
export const log = answer(
  "log",
  "write tf.math.log(x)",
);
export const max = answer(
  "max",
  "write tf.reduceMax(x)",
);
export const mean = answer(
  "mean",
  "write tf.reduceMean(x)",
);
export const min = answer(
  "min",
  "write tf.reduceMin(x)",
);
export const mod = answer(
  "mod",
  "write tf.math.floormod(a, b)",
);
export const model = answer(
  "model",
  "write new tf.keras.Model(inputs, outputs)",
);
export const mul = answer(
  "mul",
  "write tf.multiply(a, b)",
);
export const neg = answer(
  "neg",
  "write tf.negative(x)",
);
export const newaxis = answer(
  "newaxis",
  "write tf.expandDims(x, axis)",
);
export const numpy = answer(
  "numpy",
  "write tf.np",
);
export const numpy_function = answer(
  "numpy_function",
  "JavaScript runs between operations; call it on x.numpy()",
);
export const placeholder = answer(
  "placeholder",
  "there are no placeholders, as in TensorFlow 2; pass tensors, or use tf.keras.Input(shape)",
);
export const py_function = answer(
  "py_function",
  "JavaScript runs between operations; call it on x.numpy()",
);
export const ragged = answer(
  "ragged",
  "ragged tensors are not there; pad rows to one length, and mask them",
);
export const relu = answer(
  "relu",
  "write tf.nn.relu(x)",
);
export const saved_model = answer(
  "saved_model",
  "it is not there; write model.toJson() and model.saveWeights(path), or a function to ONNX",
);
export const scalar = answer(
  "scalar",
  "write tf.constant(value)",
);
export const sequential = answer(
  "sequential",
  "write new tf.keras.Sequential([...])",
);
export const set_random_seed = answer(
  "set_random_seed",
  "write tf.random.setSeed(seed)",
);
export const softmax = answer(
  "softmax",
  "write tf.nn.softmax(x)",
);
export const sparse = answer(
  "sparse",
  "sparse tensors are not there; use dense ones, tf.scatterNd makes them",
);
export const sub = answer(
  "sub",
  "write tf.subtract(a, b)",
);
export const sum = answer(
  "sum",
  "write tf.reduceSum(x)",
);
export const summary = answer(
  "summary",
  "it is not there; use tf.keras.callbacks.TensorBoard",
);
export const tensor = answer(
  "tensor",
  "write tf.constant(values)",
);
export const tensor1d = answer(
  "tensor1d",
  "write tf.constant(values)",
);
export const tensor2d = answer(
  "tensor2d",
  "write tf.constant(values)",
);
export const tensor3d = answer(
  "tensor3d",
  "write tf.constant(values)",
);
export const tensor4d = answer(
  "tensor4d",
  "write tf.constant(values)",
);
export const tidy = answer(
  "tidy",
  "tensors need no tidy(); leave it out",
);
export const variable = answer(
  "variable",
  "write new tf.Variable(value)",
);

export const complex128 = answer("complex128", "write tf.complex64");

/**
 * The types that public functions take and give; written by scripts/public_types.ts.
 *
 * @module
 */
export type { HostData, OnnxType } from "../engine/onnx/onnx_types.ts";
export type {
  Attribute,
  Body,
  DeviceData,
  GraphNode,
  Plan,
  Value,
} from "../engine/plan/graph_types.ts";
export type { Case, CaseArguments, PredFnPair } from "../functions/control/case.ts";
export type { Cond, CondArguments } from "../functions/control/cond.ts";
export type {
  Fold,
  FoldArguments,
  FoldOptions,
  FoldRest,
  Gather,
  Scan,
  ScanExtra,
  ScanRest,
} from "../functions/control/fold.ts";
export type { Invariant, ShapeInvariants } from "../functions/control/invariants.ts";
export type {
  MapFn,
  MapFnArguments,
  MapNames,
  OutputSignature,
  VectorizedMap,
  VectorizedMapArguments,
} from "../functions/control/map_fn.ts";
export type {
  AsTensors,
  ElementOf,
  LoopParameters,
  LoopResult,
  Nested,
  Values,
} from "../functions/control/nested_types.ts";
export type { SwitchCase, SwitchCaseArguments } from "../functions/control/switch_case.ts";
export type { Names, WhileLoop, WhileLoopArguments } from "../functions/control/while_loop.ts";
export type {
  CustomGradient,
  CustomGradientArguments,
  FunctionWithGradient,
  GradientFunction,
} from "../functions/custom_gradient.ts";
export type {
  FunctionOptions,
  MakeFunction,
  Names as FunctionsNames,
  Rest,
} from "../functions/function.ts";
export type {
  GradientOptions,
  JacobianOptions,
  UnconnectedGradients,
} from "../functions/gradient_tape.ts";
export type { SparseDelta } from "../functions/indexed_slices.ts";
export type { RecomputeGrad, RecomputeGradArguments } from "../functions/recompute_grad.ts";
export type { ArgumentSpec, TensorSpecLike } from "../functions/signature.ts";
export type { Source } from "../functions/tape.ts";
export type { Gradients, OutputGradients, Sources, Targets } from "../functions/tape_arguments.ts";
export type { PartialShape } from "../functions/tensor_spec.ts";
export type {
  AssignArguments,
  AssignNames,
  AssignOptions,
  DeltaArguments,
  DeltaNames,
  ScatterArguments,
  ScatterNdArguments,
  VariablePart,
} from "../functions/variable.ts";
export type { ScatterOptions } from "../functions/variable_scatter.ts";
export type { InitializerArguments, InitializerCall } from "../initializers/initializer.ts";
export type { BooleanMaskArguments } from "../ops/array/boolean_mask.ts";
export type {
  BroadcastShapeArguments,
  BroadcastToArguments,
  EnsureShapeArguments,
  MeshgridOptions,
} from "../ops/array/broadcast.ts";
export type { ConcatArguments, StackArguments, TensorsLike } from "../ops/array/concat.ts";
export type { ConstantArguments, ConvertToTensorArguments } from "../ops/array/constant.ts";
export type { DynamicPartitionArguments, DynamicStitchArguments } from "../ops/array/dynamic.ts";
export type { ExpandDimsArguments, SqueezeArguments } from "../ops/array/expand_dims.ts";
export type { EyeArguments } from "../ops/array/eye.ts";
export type {
  FillArguments,
  FilledArguments,
  FilledLikeArguments,
  FilledLikeOperation,
  FilledOperation,
} from "../ops/array/filled.ts";
export type { GatherArguments, GatherNdArguments } from "../ops/array/gather.ts";
export type { IdentityArguments, IdentityNArguments } from "../ops/array/identity.ts";
export type { LinspaceArguments } from "../ops/array/linspace.ts";
export type { Named } from "../ops/array/named.ts";
export type { OneHotArguments, SequenceMaskArguments } from "../ops/array/one_hot.ts";
export type { PadArguments } from "../ops/array/pad.ts";
export type { NumberLike, RangeArguments } from "../ops/array/range.ts";
export type { ReshapeArguments } from "../ops/array/reshape.ts";
export type {
  ReverseArguments,
  ReverseSequenceArguments,
  RollArguments,
} from "../ops/array/reverse.ts";
export type {
  BadIndicesPolicy,
  ScatterNdArguments as ArrayScatterNdArguments,
  TensorScatterNdArguments,
  TensorScatterNdUpdateArguments,
  TensorScatterOperation,
} from "../ops/array/scatter.ts";
export type { RankArguments, ShapeArguments, ShapeNArguments } from "../ops/array/shape.ts";
export type { SliceArguments, StridedSliceArguments } from "../ops/array/slice.ts";
export type { ArgsortArguments, SearchsortedArguments, SortArguments } from "../ops/array/sort.ts";
export type {
  BatchToSpaceArguments,
  SpaceToBatchArguments,
  SpaceToBatchOperation,
} from "../ops/array/space.ts";
export type { SplitArguments, UnstackArguments } from "../ops/array/split.ts";
export type { RepeatArguments, TileArguments } from "../ops/array/tile.ts";
export type { TransposeArguments } from "../ops/array/transpose.ts";
export type { Unique, UniqueArguments, UniqueWithCounts } from "../ops/array/unique.ts";
export type { Arguments, Given } from "../ops/bind.ts";
export type { AssertArguments, Assertion } from "../ops/debugging/assertions.ts";
export type { AssertRankArguments, RankAssertion } from "../ops/debugging/shapes.ts";
export type { ConditionArguments } from "../ops/debugging/signs.ts";
export type { BinaryArguments, UnaryArguments } from "../ops/elementwise.ts";
export type { MatrixArguments } from "../ops/linalg/cholesky.ts";
export type { EinsumOptions } from "../ops/linalg/einsum.ts";
export type { MatmulArguments } from "../ops/linalg/matmul.ts";
export type { AxesOf, TensordotArguments } from "../ops/linalg/tensordot.ts";
export type { AddNArguments, ScalarMulArguments } from "../ops/math/add_n.ts";
export type { BitcastArguments } from "../ops/math/bitcast.ts";
export type { CastArguments } from "../ops/math/cast.ts";
export type { ClipByValueArguments } from "../ops/math/clip.ts";
export type {
  ClipByAverageNormArguments,
  ClipByGlobalNormArguments,
  ClipByNormArguments,
  GlobalNormArguments,
  TensorList,
} from "../ops/math/clip_norms.ts";
export type { ComplexArguments } from "../ops/math/complex_parts.ts";
export type { NormArguments, Order } from "../ops/math/norm.ts";
export type { SaturateCastArguments } from "../ops/math/saturate_cast.ts";
export type { Atan2Arguments } from "../ops/math/special_pairs.ts";
export type { WhereArguments } from "../ops/math/where.ts";
export type { ArgExtremeArguments, ArgExtremeOperation } from "../ops/reduction/arg_extremes.ts";
export type { HistogramArguments, HistogramOperation } from "../ops/reduction/histogram.ts";
export type {
  Axes,
  ReductionArguments,
  ReductionOperation,
} from "../ops/reduction/reduction_operation.ts";
export type { RunningArguments, RunningOperation } from "../ops/reduction/running.ts";
export type { AsStringArguments } from "../ops/strings/numbers.ts";
export type { SeedGeneratorNextArguments } from "../random/seed_generator.ts";
export type { Aval } from "../tensor/aval.ts";
export type { Backend, Outline, Program } from "../tensor/backend.ts";
export type { KerasHistory, KerasTensor, SymbolicShape } from "../tensor/keras_tensor.ts";
export type { Index, IntegerLike, IntegersLike, ShapeLike } from "../tensor/like.ts";
export type { Attributes, Disguise, Lowering, Result } from "../tensor/lowering.ts";
export type {
  ArgMethod,
  AxesLike,
  BinaryMethodName,
  FunctionMethods,
  MovementMethods,
  ReductionMethod,
  ReductionMethodName,
  TensorMethods,
  UnaryMethodName,
} from "../tensor/methods.ts";
export type {
  Bound,
  Call,
  Many,
  Primitive,
  Sample,
  TensorFlowAttributes,
  TensorFlowInput,
  TensorFlowKernel,
  Vjp,
} from "../tensor/primitive.ts";
export type { Cached, ProgramCache } from "../tensor/program_cache.ts";
export type { Subgraph } from "../tensor/subgraph.ts";
export type { HostData as TensorHostData, Learner, Node, TraceScope } from "../tensor/tensor.ts";
export type { VariableCore } from "../tensor/variable_core.ts";

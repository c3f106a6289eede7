/**
 * Layers, named as in `tf.keras.layers`. Written by scripts/layer_index.ts.
 *
 * @module
 */
export { type CallOptions, Layer, type Symbolic, type SymbolicInputs } from "./base/layer.ts";
export { InputSpec, type InputSpecArguments, type InputSpecs } from "./base/input_spec.ts";
export type { LayerOptions } from "./base/options.ts";
export type { Mask } from "./base/masks.ts";
export type { NestedShape } from "./base/shapes.ts";
export type { WeightOptions } from "./base/weights.ts";
export {
  AdditiveAttention,
  type AdditiveAttentionOptions,
} from "./attention/additive_attention.ts";
export { Attention, type AttentionOptions } from "./attention/attention.ts";
export {
  GroupQueryAttention,
  type GroupQueryAttentionArguments,
  type GroupQueryAttentionOptions,
} from "./attention/group_query_attention.ts";
export {
  MultiHeadAttention,
  type MultiHeadAttentionArguments,
  type MultiHeadAttentionOptions,
} from "./attention/multi_head_attention.ts";
export { Dense, type DenseArguments, type DenseOptions } from "./core/dense.ts";
export {
  EinsumDense,
  type EinsumDenseArguments,
  type EinsumDenseOptions,
} from "./core/einsum_dense.ts";
export { Embedding, type EmbeddingArguments, type EmbeddingOptions } from "./core/embedding.ts";
export { Identity } from "./core/identity.ts";
export {
  Input,
  type InputArguments,
  InputLayer,
  type InputLayerOptions,
  type InputOptions,
} from "./core/input_layer.ts";
export {
  Lambda,
  type LambdaArguments,
  type LambdaCall,
  type LambdaFunction,
  type LambdaMask,
  type LambdaOptions,
  type LambdaShape,
} from "./core/lambda.ts";
export { Masking, type MaskingOptions } from "./core/masking.ts";
export {
  ReversibleEmbedding,
  type ReversibleEmbeddingArguments,
} from "./core/reversible_embedding.ts";
export { TimeDistributed } from "./core/time_distributed.ts";
export { Wrapper, type WrapperArguments } from "./core/wrapper.ts";
export { Flatten, type FlattenOptions } from "./reshaping/flatten.ts";
export { deserialize, serialize } from "./registry.ts";

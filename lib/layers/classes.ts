/**
 * All classes of layers, by the names that configurations have for them. Written by
 * scripts/layer_index.ts.
 *
 * @module
 */
import type { Registrable } from "../configuration/registry.ts";
import { Layer } from "./base/layer.ts";
import { AdditiveAttention } from "./attention/additive_attention.ts";
import { Attention } from "./attention/attention.ts";
import { GroupQueryAttention } from "./attention/group_query_attention.ts";
import { MultiHeadAttention } from "./attention/multi_head_attention.ts";
import { Dense } from "./core/dense.ts";
import { EinsumDense } from "./core/einsum_dense.ts";
import { Embedding } from "./core/embedding.ts";
import { Identity } from "./core/identity.ts";
import { InputLayer } from "./core/input_layer.ts";
import { Lambda } from "./core/lambda.ts";
import { Masking } from "./core/masking.ts";
import { TFOpLambda } from "./core/op_lambda.ts";
import { ReversibleEmbedding } from "./core/reversible_embedding.ts";
import { TimeDistributed } from "./core/time_distributed.ts";
import { Wrapper } from "./core/wrapper.ts";
import { Flatten } from "./reshaping/flatten.ts";

/** Classes by name. */
export const CLASSES: Readonly<Record<string, Registrable>> = {
  Layer,
  AdditiveAttention,
  Attention,
  Dense,
  EinsumDense,
  Embedding,
  Flatten,
  GroupQueryAttention,
  Identity,
  InputLayer,
  Lambda,
  Masking,
  MultiHeadAttention,
  ReversibleEmbedding,
  TFOpLambda,
  TimeDistributed,
  Wrapper,
};

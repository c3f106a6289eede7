/**
 * All classes of layers, by the names that configurations have for them. Written by
 * scripts/layer_index.ts.
 *
 * @module
 */
import type { Registrable } from "../configuration/registry.ts";
import { Layer } from "./base/layer.ts";
import { Activation } from "./activation/activation.ts";
import { ELU } from "./activation/elu.ts";
import { LeakyReLU } from "./activation/leaky_re_lu.ts";
import { PReLU } from "./activation/p_re_lu.ts";
import { ReLU } from "./activation/re_lu.ts";
import { Softmax } from "./activation/softmax.ts";
import { ThresholdedReLU } from "./activation/thresholded_re_lu.ts";
import { Dense } from "./core/dense.ts";
import { EinsumDense } from "./core/einsum_dense.ts";
import { Embedding } from "./core/embedding.ts";
import { Identity } from "./core/identity.ts";
import { InputLayer } from "./core/input_layer.ts";
import { Masking } from "./core/masking.ts";
import { TFOpLambda } from "./core/op_lambda.ts";
import { ReversibleEmbedding } from "./core/reversible_embedding.ts";
import { Wrapper } from "./core/wrapper.ts";
import { Add } from "./merging/add.ts";
import { Average } from "./merging/average.ts";
import { Concatenate } from "./merging/concatenate.ts";
import { Dot } from "./merging/dot.ts";
import { Maximum } from "./merging/maximum.ts";
import { Minimum } from "./merging/minimum.ts";
import { Multiply } from "./merging/multiply.ts";
import { Subtract } from "./merging/subtract.ts";
import { BatchNormalization } from "./normalization/batch_normalization.ts";
import { GroupNormalization } from "./normalization/group_normalization.ts";
import { LayerNormalization } from "./normalization/layer_normalization.ts";
import { RMSNormalization } from "./normalization/rms_normalization.ts";
import { SpectralNormalization } from "./normalization/spectral_normalization.ts";
import { UnitNormalization } from "./normalization/unit_normalization.ts";
import { ActivityRegularization } from "./regularization/activity_regularization.ts";
import { AlphaDropout } from "./regularization/alpha_dropout.ts";
import { Dropout } from "./regularization/dropout.ts";
import { GaussianDropout } from "./regularization/gaussian_dropout.ts";
import { GaussianNoise } from "./regularization/gaussian_noise.ts";
import { SpatialDropout1D } from "./regularization/spatial_dropout1d.ts";
import { SpatialDropout2D } from "./regularization/spatial_dropout2d.ts";
import { SpatialDropout3D } from "./regularization/spatial_dropout3d.ts";
import { Flatten } from "./reshaping/flatten.ts";

/** Classes by name. */
export const CLASSES: Readonly<Record<string, Registrable>> = {
  Layer,
  Activation,
  ActivityRegularization,
  Add,
  AlphaDropout,
  Average,
  BatchNormalization,
  Concatenate,
  Dense,
  Dot,
  Dropout,
  ELU,
  EinsumDense,
  Embedding,
  Flatten,
  GaussianDropout,
  GaussianNoise,
  GroupNormalization,
  Identity,
  InputLayer,
  LayerNormalization,
  LeakyReLU,
  Masking,
  Maximum,
  Minimum,
  Multiply,
  PReLU,
  RMSNormalization,
  ReLU,
  ReversibleEmbedding,
  Softmax,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  SpectralNormalization,
  Subtract,
  TFOpLambda,
  ThresholdedReLU,
  UnitNormalization,
  Wrapper,
};

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
export { Activation, type ActivationArguments } from "./activation/activation.ts";
export { ELU, type ELUOptions } from "./activation/elu.ts";
export { LeakyReLU, type LeakyReLUOptions } from "./activation/leaky_re_lu.ts";
export { PReLU, type PReLUOptions } from "./activation/p_re_lu.ts";
export { ReLU, type ReLUOptions } from "./activation/re_lu.ts";
export { Softmax, type SoftmaxOptions } from "./activation/softmax.ts";
export { ThresholdedReLU, type ThresholdedReLUOptions } from "./activation/thresholded_re_lu.ts";
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
export { Conv1D, Convolution1D } from "./convolutional/conv1d.ts";
export { Conv1DTranspose, Convolution1DTranspose } from "./convolutional/conv1d_transpose.ts";
export { Conv2D, Convolution2D } from "./convolutional/conv2d.ts";
export { Conv2DTranspose, Convolution2DTranspose } from "./convolutional/conv2d_transpose.ts";
export { Conv3D, Convolution3D } from "./convolutional/conv3d.ts";
export { Conv3DTranspose, Convolution3DTranspose } from "./convolutional/conv3d_transpose.ts";
export { DepthwiseConv1D } from "./convolutional/depthwise_conv1d.ts";
export { DepthwiseConv2D } from "./convolutional/depthwise_conv2d.ts";
export { SeparableConv1D, SeparableConvolution1D } from "./convolutional/separable_conv1d.ts";
export { SeparableConv2D, SeparableConvolution2D } from "./convolutional/separable_conv2d.ts";
export { Dense, type DenseArguments, type DenseOptions } from "./core/dense.ts";
export {
  EinsumDense,
  type EinsumDenseArguments,
  type EinsumDenseOptions,
} from "./core/einsum_dense.ts";
export { Embedding, type EmbeddingArguments, type EmbeddingOptions } from "./core/embedding.ts";
export { Identity } from "./core/identity.ts";
export { Input, type InputArguments } from "./core/input.ts";
export { InputLayer, type InputLayerOptions, type InputOptions } from "./core/input_layer.ts";
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
export { Add, add } from "./merging/add.ts";
export { Average, average } from "./merging/average.ts";
export {
  Concatenate,
  concatenate,
  type ConcatenateFunction,
  type ConcatenateOptions,
} from "./merging/concatenate.ts";
export { Dot, dot, type DotArguments, type DotFunction, type DotOptions } from "./merging/dot.ts";
export { Maximum, maximum } from "./merging/maximum.ts";
export { Minimum, minimum } from "./merging/minimum.ts";
export { Multiply, multiply } from "./merging/multiply.ts";
export { Subtract, subtract } from "./merging/subtract.ts";
export {
  BatchNormalization,
  type BatchNormalizationOptions,
} from "./normalization/batch_normalization.ts";
export {
  GroupNormalization,
  type GroupNormalizationOptions,
} from "./normalization/group_normalization.ts";
export {
  LayerNormalization,
  type LayerNormalizationOptions,
} from "./normalization/layer_normalization.ts";
export {
  RMSNormalization,
  type RMSNormalizationOptions,
} from "./normalization/rms_normalization.ts";
export {
  SpectralNormalization,
  type SpectralNormalizationArguments,
  type SpectralNormalizationOptions,
} from "./normalization/spectral_normalization.ts";
export {
  UnitNormalization,
  type UnitNormalizationOptions,
} from "./normalization/unit_normalization.ts";
export { AdaptiveAveragePooling1D } from "./pooling/adaptive_average_pooling1d.ts";
export { AdaptiveAveragePooling2D } from "./pooling/adaptive_average_pooling2d.ts";
export { AdaptiveAveragePooling3D } from "./pooling/adaptive_average_pooling3d.ts";
export { AdaptiveMaxPooling1D } from "./pooling/adaptive_max_pooling1d.ts";
export { AdaptiveMaxPooling2D } from "./pooling/adaptive_max_pooling2d.ts";
export { AdaptiveMaxPooling3D } from "./pooling/adaptive_max_pooling3d.ts";
export { AveragePooling1D, AvgPool1D } from "./pooling/average_pooling1d.ts";
export { AveragePooling2D, AvgPool2D } from "./pooling/average_pooling2d.ts";
export { AveragePooling3D, AvgPool3D } from "./pooling/average_pooling3d.ts";
export { GlobalAveragePooling1D, GlobalAvgPool1D } from "./pooling/global_average_pooling1d.ts";
export { GlobalAveragePooling2D, GlobalAvgPool2D } from "./pooling/global_average_pooling2d.ts";
export { GlobalAveragePooling3D, GlobalAvgPool3D } from "./pooling/global_average_pooling3d.ts";
export { GlobalMaxPool1D, GlobalMaxPooling1D } from "./pooling/global_max_pooling1d.ts";
export { GlobalMaxPool2D, GlobalMaxPooling2D } from "./pooling/global_max_pooling2d.ts";
export { GlobalMaxPool3D, GlobalMaxPooling3D } from "./pooling/global_max_pooling3d.ts";
export { MaxPool1D, MaxPooling1D } from "./pooling/max_pooling1d.ts";
export { MaxPool2D, MaxPooling2D } from "./pooling/max_pooling2d.ts";
export { MaxPool3D, MaxPooling3D } from "./pooling/max_pooling3d.ts";
export {
  Bidirectional,
  type BidirectionalArguments,
  type BidirectionalOptions,
} from "./recurrent/bidirectional.ts";
export { ConvLSTM1D } from "./recurrent/conv_lstm1d.ts";
export { ConvLSTM2D } from "./recurrent/conv_lstm2d.ts";
export { ConvLSTM3D } from "./recurrent/conv_lstm3d.ts";
export { GRU, type GRUArguments, type GRUOptions } from "./recurrent/gru.ts";
export { GRUCell, type GRUCellArguments } from "./recurrent/gru_cell.ts";
export { LSTM, type LSTMArguments, type LSTMOptions } from "./recurrent/lstm.ts";
export { LSTMCell, type LSTMCellArguments } from "./recurrent/lstm_cell.ts";
export { RNN, type RNNArguments, type RNNOutputs } from "./recurrent/rnn.ts";
export {
  SimpleRNN,
  type SimpleRNNArguments,
  type SimpleRNNOptions,
} from "./recurrent/simple_rnn.ts";
export { SimpleRNNCell, type SimpleRNNCellArguments } from "./recurrent/simple_rnn_cell.ts";
export {
  StackedRNNCells,
  type StackedRNNCellsArguments,
  type StackedStates,
} from "./recurrent/stacked_rnn_cells.ts";
export {
  ActivityRegularization,
  type ActivityRegularizationOptions,
} from "./regularization/activity_regularization.ts";
export {
  AlphaDropout,
  type AlphaDropoutArguments,
  type AlphaDropoutOptions,
} from "./regularization/alpha_dropout.ts";
export { Dropout, type DropoutArguments, type DropoutOptions } from "./regularization/dropout.ts";
export {
  GaussianDropout,
  type GaussianDropoutArguments,
  type GaussianDropoutOptions,
} from "./regularization/gaussian_dropout.ts";
export {
  GaussianNoise,
  type GaussianNoiseArguments,
  type GaussianNoiseOptions,
} from "./regularization/gaussian_noise.ts";
export {
  SpatialDropout1D,
  type SpatialDropout1DArguments,
} from "./regularization/spatial_dropout1d.ts";
export {
  SpatialDropout2D,
  type SpatialDropout2DArguments,
} from "./regularization/spatial_dropout2d.ts";
export {
  SpatialDropout3D,
  type SpatialDropout3DArguments,
} from "./regularization/spatial_dropout3d.ts";
export { Cropping1D } from "./reshaping/cropping1d.ts";
export { Cropping2D } from "./reshaping/cropping2d.ts";
export { Cropping3D } from "./reshaping/cropping3d.ts";
export { Flatten, type FlattenOptions } from "./reshaping/flatten.ts";
export { Permute, type PermuteArguments } from "./reshaping/permute.ts";
export { RepeatVector, type RepeatVectorArguments } from "./reshaping/repeat_vector.ts";
export { Reshape, type ReshapeArguments } from "./reshaping/reshape.ts";
export { UpSampling1D, type UpSampling1DOptions } from "./reshaping/up_sampling1d.ts";
export { UpSampling2D, type UpSampling2DOptions } from "./reshaping/up_sampling2d.ts";
export { UpSampling3D, type UpSampling3DOptions } from "./reshaping/up_sampling3d.ts";
export { ZeroPadding1D } from "./reshaping/zero_padding1d.ts";
export { ZeroPadding2D } from "./reshaping/zero_padding2d.ts";
export { ZeroPadding3D } from "./reshaping/zero_padding3d.ts";
export { deserialize, serialize } from "./registry.ts";

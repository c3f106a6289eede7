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
import { AdditiveAttention } from "./attention/additive_attention.ts";
import { Attention } from "./attention/attention.ts";
import { GroupQueryAttention } from "./attention/group_query_attention.ts";
import { MultiHeadAttention } from "./attention/multi_head_attention.ts";
import { Conv1D } from "./convolutional/conv1d.ts";
import { Conv1DTranspose } from "./convolutional/conv1d_transpose.ts";
import { Conv2D } from "./convolutional/conv2d.ts";
import { Conv2DTranspose } from "./convolutional/conv2d_transpose.ts";
import { Conv3D } from "./convolutional/conv3d.ts";
import { Conv3DTranspose } from "./convolutional/conv3d_transpose.ts";
import { DepthwiseConv1D } from "./convolutional/depthwise_conv1d.ts";
import { DepthwiseConv2D } from "./convolutional/depthwise_conv2d.ts";
import { SeparableConv1D } from "./convolutional/separable_conv1d.ts";
import { SeparableConv2D } from "./convolutional/separable_conv2d.ts";
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
import { AdaptiveAveragePooling1D } from "./pooling/adaptive_average_pooling1d.ts";
import { AdaptiveAveragePooling2D } from "./pooling/adaptive_average_pooling2d.ts";
import { AdaptiveAveragePooling3D } from "./pooling/adaptive_average_pooling3d.ts";
import { AdaptiveMaxPooling1D } from "./pooling/adaptive_max_pooling1d.ts";
import { AdaptiveMaxPooling2D } from "./pooling/adaptive_max_pooling2d.ts";
import { AdaptiveMaxPooling3D } from "./pooling/adaptive_max_pooling3d.ts";
import { AveragePooling1D } from "./pooling/average_pooling1d.ts";
import { AveragePooling2D } from "./pooling/average_pooling2d.ts";
import { AveragePooling3D } from "./pooling/average_pooling3d.ts";
import { GlobalAveragePooling1D } from "./pooling/global_average_pooling1d.ts";
import { GlobalAveragePooling2D } from "./pooling/global_average_pooling2d.ts";
import { GlobalAveragePooling3D } from "./pooling/global_average_pooling3d.ts";
import { GlobalMaxPooling1D } from "./pooling/global_max_pooling1d.ts";
import { GlobalMaxPooling2D } from "./pooling/global_max_pooling2d.ts";
import { GlobalMaxPooling3D } from "./pooling/global_max_pooling3d.ts";
import { MaxPooling1D } from "./pooling/max_pooling1d.ts";
import { MaxPooling2D } from "./pooling/max_pooling2d.ts";
import { MaxPooling3D } from "./pooling/max_pooling3d.ts";
import { AutoContrast } from "./preprocessing/auto_contrast.ts";
import { CategoryEncoding } from "./preprocessing/category_encoding.ts";
import { CenterCrop } from "./preprocessing/center_crop.ts";
import { Discretization } from "./preprocessing/discretization.ts";
import { Equalization } from "./preprocessing/equalization.ts";
import { HashedCrossing } from "./preprocessing/hashed_crossing.ts";
import { Hashing } from "./preprocessing/hashing.ts";
import { IntegerLookup } from "./preprocessing/integer_lookup.ts";
import { MelSpectrogram } from "./preprocessing/mel_spectrogram.ts";
import { Normalization } from "./preprocessing/normalization.ts";
import { Pipeline } from "./preprocessing/pipeline.ts";
import { RandomBrightness } from "./preprocessing/random_brightness.ts";
import { RandomColorDegeneration } from "./preprocessing/random_color_degeneration.ts";
import { RandomColorJitter } from "./preprocessing/random_color_jitter.ts";
import { RandomContrast } from "./preprocessing/random_contrast.ts";
import { RandomCrop } from "./preprocessing/random_crop.ts";
import { RandomErasing } from "./preprocessing/random_erasing.ts";
import { RandomFlip } from "./preprocessing/random_flip.ts";
import { RandomGaussianBlur } from "./preprocessing/random_gaussian_blur.ts";
import { RandomGrayscale } from "./preprocessing/random_grayscale.ts";
import { RandomHue } from "./preprocessing/random_hue.ts";
import { RandomInvert } from "./preprocessing/random_invert.ts";
import { RandomPosterization } from "./preprocessing/random_posterization.ts";
import { RandomRotation } from "./preprocessing/random_rotation.ts";
import { RandomSaturation } from "./preprocessing/random_saturation.ts";
import { RandomSharpness } from "./preprocessing/random_sharpness.ts";
import { RandomShear } from "./preprocessing/random_shear.ts";
import { RandomTranslation } from "./preprocessing/random_translation.ts";
import { RandomZoom } from "./preprocessing/random_zoom.ts";
import { Rescaling } from "./preprocessing/rescaling.ts";
import { Resizing } from "./preprocessing/resizing.ts";
import { Solarization } from "./preprocessing/solarization.ts";
import { STFTSpectrogram } from "./preprocessing/stft_spectrogram.ts";
import { StringLookup } from "./preprocessing/string_lookup.ts";
import { TextVectorization } from "./preprocessing/text_vectorization.ts";
import { Bidirectional } from "./recurrent/bidirectional.ts";
import { ConvLSTM1D } from "./recurrent/conv_lstm1d.ts";
import { ConvLSTM2D } from "./recurrent/conv_lstm2d.ts";
import { ConvLSTM3D } from "./recurrent/conv_lstm3d.ts";
import { GRU } from "./recurrent/gru.ts";
import { GRUCell } from "./recurrent/gru_cell.ts";
import { LSTM } from "./recurrent/lstm.ts";
import { LSTMCell } from "./recurrent/lstm_cell.ts";
import { RNN } from "./recurrent/rnn.ts";
import { SimpleRNN } from "./recurrent/simple_rnn.ts";
import { SimpleRNNCell } from "./recurrent/simple_rnn_cell.ts";
import { StackedRNNCells } from "./recurrent/stacked_rnn_cells.ts";
import { ActivityRegularization } from "./regularization/activity_regularization.ts";
import { AlphaDropout } from "./regularization/alpha_dropout.ts";
import { Dropout } from "./regularization/dropout.ts";
import { GaussianDropout } from "./regularization/gaussian_dropout.ts";
import { GaussianNoise } from "./regularization/gaussian_noise.ts";
import { SpatialDropout1D } from "./regularization/spatial_dropout1d.ts";
import { SpatialDropout2D } from "./regularization/spatial_dropout2d.ts";
import { SpatialDropout3D } from "./regularization/spatial_dropout3d.ts";
import { Cropping1D } from "./reshaping/cropping1d.ts";
import { Cropping2D } from "./reshaping/cropping2d.ts";
import { Cropping3D } from "./reshaping/cropping3d.ts";
import { Flatten } from "./reshaping/flatten.ts";
import { Permute } from "./reshaping/permute.ts";
import { RepeatVector } from "./reshaping/repeat_vector.ts";
import { Reshape } from "./reshaping/reshape.ts";
import { UpSampling1D } from "./reshaping/up_sampling1d.ts";
import { UpSampling2D } from "./reshaping/up_sampling2d.ts";
import { UpSampling3D } from "./reshaping/up_sampling3d.ts";
import { ZeroPadding1D } from "./reshaping/zero_padding1d.ts";
import { ZeroPadding2D } from "./reshaping/zero_padding2d.ts";
import { ZeroPadding3D } from "./reshaping/zero_padding3d.ts";

/** Classes by name. */
export const CLASSES: Readonly<Record<string, Registrable>> = {
  Layer,
  Activation,
  ActivityRegularization,
  AdaptiveAveragePooling1D,
  AdaptiveAveragePooling2D,
  AdaptiveAveragePooling3D,
  AdaptiveMaxPooling1D,
  AdaptiveMaxPooling2D,
  AdaptiveMaxPooling3D,
  Add,
  AdditiveAttention,
  AlphaDropout,
  Attention,
  AutoContrast,
  Average,
  AveragePooling1D,
  AveragePooling2D,
  AveragePooling3D,
  BatchNormalization,
  Bidirectional,
  CategoryEncoding,
  CenterCrop,
  Concatenate,
  Conv1D,
  Conv1DTranspose,
  Conv2D,
  Conv2DTranspose,
  Conv3D,
  Conv3DTranspose,
  ConvLSTM1D,
  ConvLSTM2D,
  ConvLSTM3D,
  Cropping1D,
  Cropping2D,
  Cropping3D,
  Dense,
  DepthwiseConv1D,
  DepthwiseConv2D,
  Discretization,
  Dot,
  Dropout,
  ELU,
  EinsumDense,
  Embedding,
  Equalization,
  Flatten,
  GRU,
  GRUCell,
  GaussianDropout,
  GaussianNoise,
  GlobalAveragePooling1D,
  GlobalAveragePooling2D,
  GlobalAveragePooling3D,
  GlobalMaxPooling1D,
  GlobalMaxPooling2D,
  GlobalMaxPooling3D,
  GroupNormalization,
  GroupQueryAttention,
  HashedCrossing,
  Hashing,
  Identity,
  InputLayer,
  IntegerLookup,
  LSTM,
  LSTMCell,
  Lambda,
  LayerNormalization,
  LeakyReLU,
  Masking,
  MaxPooling1D,
  MaxPooling2D,
  MaxPooling3D,
  Maximum,
  MelSpectrogram,
  Minimum,
  MultiHeadAttention,
  Multiply,
  Normalization,
  PReLU,
  Permute,
  Pipeline,
  RMSNormalization,
  RNN,
  RandomBrightness,
  RandomColorDegeneration,
  RandomColorJitter,
  RandomContrast,
  RandomCrop,
  RandomErasing,
  RandomFlip,
  RandomGaussianBlur,
  RandomGrayscale,
  RandomHue,
  RandomInvert,
  RandomPosterization,
  RandomRotation,
  RandomSaturation,
  RandomSharpness,
  RandomShear,
  RandomTranslation,
  RandomZoom,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  Resizing,
  ReversibleEmbedding,
  STFTSpectrogram,
  SeparableConv1D,
  SeparableConv2D,
  SimpleRNN,
  SimpleRNNCell,
  Softmax,
  Solarization,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  SpectralNormalization,
  StackedRNNCells,
  StringLookup,
  Subtract,
  TFOpLambda,
  TextVectorization,
  ThresholdedReLU,
  TimeDistributed,
  UnitNormalization,
  UpSampling1D,
  UpSampling2D,
  UpSampling3D,
  Wrapper,
  ZeroPadding1D,
  ZeroPadding2D,
  ZeroPadding3D,
};

/**
 * Calls of `tf.nn` and `tf.image` that are refused, with the class and the text of the error.
 *
 * @module
 */
import type { DType } from "../../../lib/arrays/dtypes.ts";
import { sample } from "../../../lib/primitives/support/samples.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";

const of = (shape: number[], dtype: DType = "float32"): Tensor => sample(shape, { dtype });

/** A call, and why it is refused. */
export type Row = readonly [
  name: string,
  args: readonly unknown[],
  Class: new (text: string) => Error,
  text: string,
];

/** All calls. */
export const ROWS: readonly Row[] = [
  [
    "nn.conv2d",
    [of([5, 5, 3]), of([3, 3, 3, 4]), 1, "SAME"],
    TypeError,
    "tf.nn.conv2d: expected input of at least 4 dimensions (NHWC), received shape (5, 5, 3)",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 4]), 1, "SAME"],
    TypeError,
    "tf.nn.conv2d: expected filters of 4 dimensions >= 1 (window, input channels, output channels), received shape (3, 3, 4)",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 2, 4]), 1, "SAME"],
    TypeError,
    "tf.nn.conv2d: expected filters for 3 input channels, or for groups of them, received filters of shape (3, 3, 2, 4) for an image of shape (1, 5, 5, 3)",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 4]), of([3, 3, 2, 3]), 1, "SAME"],
    TypeError,
    "tf.nn.conv2d: expected output channels that 2 groups share, received 3 in filters of shape (3, 3, 2, 3)",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4]), 0, "SAME"],
    RangeError,
    "tf.nn.conv2d: expected strides to be a whole number >= 1, received strides=0",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4]), [1, 2, 3], "SAME"],
    RangeError,
    "tf.nn.conv2d: expected strides of 1, 2 or 4 numbers, received strides=[1, 2, 3]",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4]), [2, 1, 1, 1], "SAME"],
    RangeError,
    "tf.nn.conv2d: expected strides of 1 for batch and channels, received strides=[2, 1, 1, 1]",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4]), 1, "same"],
    RangeError,
    'tf.nn.conv2d: expected padding to be one of "SAME", "VALID", received padding="same"; did you mean "SAME"?',
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4]), 1, [[1, 1], [1, 1]]],
    RangeError,
    'tf.nn.conv2d: expected padding to be "SAME" or "VALID", or [before, after] for each of 4 dimensions, [0, 0] for batch and channels, received padding=[[1, 1], [1, 1]]',
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4]), 1, "SAME", "NWC"],
    RangeError,
    'tf.nn.conv2d: expected dataFormat to be one of "NHWC", "NCHW", received dataFormat="NWC"; did you mean "NHWC"?',
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4], "float64"), 1, "SAME"],
    TypeError,
    "tf.nn.conv2d: expected tensors of one dtype, received float32 and float64; convert one with tf.cast",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3], "int64"), of([3, 3, 3, 4], "int64"), 1, "SAME"],
    TypeError,
    "tf.nn.conv2d: expected a tensor of floats or int32, received dtype int64; convert it with tf.cast",
  ],
  [
    "nn.conv2d",
    [of([1, 2, 5, 3]), of([4, 3, 3, 4]), 1, "VALID"],
    TypeError,
    "tf.nn.conv2d: expected an image at least as large as the window, received height 2 for a window of 4",
  ],
  [
    "nn.conv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 4]), { padding: "SAME", stride: 1 }],
    TypeError,
    "tf.nn.conv2d: expected arguments among input, filters, strides, padding, dataFormat, dilations, name, received stride; did you mean strides?",
  ],
  [
    "nn.conv1d",
    [of([5, 3]), of([3, 3, 4]), 1, "SAME"],
    TypeError,
    "tf.nn.conv1d: expected input of at least 3 dimensions (NWC), received shape (5, 3)",
  ],
  [
    "nn.conv1d",
    [of([1, 5, 3]), of([3, 2, 4]), 1, "SAME"],
    TypeError,
    "tf.nn.conv1d: expected filters for 3 input channels, or for groups of them, received filters of shape (3, 2, 4) for an image of shape (1, 5, 3)",
  ],
  [
    "nn.conv3d",
    [of([1, 5, 5, 5, 3]), of([3, 3, 3, 3, 4]), 1, [[0, 0], [1, 1], [1, 1], [1, 1], [0, 0]]],
    RangeError,
    'tf.nn.conv3d: expected padding to be "SAME" or "VALID", received padding=[[0, 0], [1, 1], [1, 1], [1, 1], [0, 0]]',
  ],
  [
    "nn.conv2dTranspose",
    [of([1, 3, 3, 2]), of([3, 3, 4, 2]), [1, 7, 7, 4], 2],
    TypeError,
    "tf.nn.conv2dTranspose: expected input of the shape that an image of outputShape=(1, 7, 7, 4) is convolved to, (1, 4, 4, 2), received shape (1, 3, 3, 2)",
  ],
  [
    "nn.conv2dTranspose",
    [of([1, 3, 3, 2]), of([3, 3, 4, 2]), [1, 7, 7], 2],
    TypeError,
    "tf.nn.conv2dTranspose: expected outputShape of 4 dimensions, received outputShape=(1, 7, 7)",
  ],
  [
    "nn.convolution",
    [of([1, 3]), of([3, 2])],
    TypeError,
    "tf.nn.convolution: expected filters of 3, 4 or 5 dimensions, received (3, 2)",
  ],
  [
    "nn.depthwiseConv2d",
    [of([1, 5, 5, 3]), of([3, 3, 2, 4]), 1, "SAME"],
    TypeError,
    "tf.nn.depthwiseConv2d: expected filters for 3 input channels, received filters of shape (3, 3, 2, 4) for an image of shape (1, 5, 5, 3)",
  ],
  [
    "nn.separableConv2d",
    [of([1, 5, 5, 3]), of([3, 3, 3, 1]), of([2, 2, 3, 4]), 1, "SAME"],
    TypeError,
    "tf.nn.separableConv2d: expected pointwiseFilter of shape (1, 1, channels, output channels), received (2, 2, 3, 4)",
  ],
  [
    "nn.maxPool2d",
    [of([5, 5, 3]), 2, 2, "SAME"],
    TypeError,
    "tf.nn.maxPool2d: expected input of 4 dimensions, received shape (5, 5, 3)",
  ],
  [
    "nn.maxPool2d",
    [of([1, 5, 5, 3]), 0, 2, "SAME"],
    RangeError,
    "tf.nn.maxPool2d: expected ksize to be a whole number >= 1, received ksize=0",
  ],
  [
    "nn.maxPool2d",
    [of([1, 5, 5, 3]), 2, 2, [[0, 0], [2, 0], [0, 0], [0, 0]]],
    RangeError,
    "tf.nn.maxPool2d: expected paddings smaller than the window [2, 2], received padding=[[2, 0], [0, 0]]",
  ],
  [
    "nn.maxPool2d",
    [of([1, 5, 5, 3], "uint32"), 2, 2, "SAME"],
    TypeError,
    "tf.nn.maxPool2d: expected a tensor of floats, or whole numbers of at most 64 bits other than uint32 and uint64, received dtype uint32; convert it with tf.cast",
  ],
  [
    "nn.maxPool2d",
    [of([1, 5, 5, 3]), [1, 1, 1, 2], 2, "SAME"],
    RangeError,
    "tf.nn.maxPool2d: expected ksize of 1 for batch and channels, received ksize=[1, 1, 1, 2]",
  ],
  [
    "nn.avgPool2d",
    [of([1, 5, 5, 3]), 2, 2, [[0, 0], [1, 0], [0, 0], [0, 0]]],
    RangeError,
    'tf.nn.avgPool2d: expected padding to be "SAME" or "VALID", received padding=[[0, 0], [1, 0], [0, 0], [0, 0]]; use tf.pad',
  ],
  [
    "nn.avgPool2d",
    [of([1, 5, 5, 3], "int32"), 2, 2, "SAME"],
    TypeError,
    "tf.nn.avgPool2d: expected a tensor of floats, received dtype int32; convert it with tf.cast",
  ],
  [
    "nn.pool",
    [of([1, 5, 5, 3]), [2, 2], "MIN"],
    RangeError,
    'tf.nn.pool: expected poolingType to be one of "MAX", "AVG", received poolingType="MIN"',
  ],
  [
    "nn.pool",
    [of([1, 5, 5, 3]), [2, 2], "MAX", 3],
    RangeError,
    "tf.nn.pool: expected strides no longer than the window [2, 2], received strides=[3, 3]",
  ],
  [
    "nn.pool",
    [of([1, 5, 5, 3]), [2, 2], "MAX", 1, "SAME", null, 2],
    RangeError,
    'tf.nn.pool: expected strides of 1 and "VALID" padding beside dilations=[2, 2], received strides=[1, 1], padding="SAME"',
  ],
  [
    "nn.pool",
    [of([1, 5, 5, 3]), 2, "MAX"],
    TypeError,
    "tf.nn.pool: expected windowShape of 1, 2 or 3 numbers, received windowShape=2",
  ],
  [
    "nn.biasAdd",
    [of([2, 3]), of([2])],
    TypeError,
    "tf.nn.biasAdd: expected a bias with one number for each channel of a value of at least 2 dimensions, received bias of shape (2,) for a value of shape (2, 3)",
  ],
  [
    "nn.biasAdd",
    [of([2, 3]), of([3]), "CN"],
    RangeError,
    'tf.nn.biasAdd: expected dataFormat to be "N...C" or "NC...", received dataFormat="CN"',
  ],
  [
    "nn.softmaxCrossEntropyWithLogits",
    [of([2, 3]), of([2, 4])],
    TypeError,
    "tf.nn.softmaxCrossEntropyWithLogits: expected shapes that broadcast, received (2, 3) and (2, 4): dimension 3 meets 4",
  ],
  [
    "nn.softmaxCrossEntropyWithLogits",
    [of([2, 3]), of([2, 3], "int32")],
    TypeError,
    "tf.nn.softmaxCrossEntropyWithLogits: expected a tensor of floats, received dtype int32; convert it with tf.cast",
  ],
  [
    "nn.softmaxCrossEntropyWithLogits",
    [of([2, 3]), of([2, 3]), 2],
    RangeError,
    "tf.nn.softmaxCrossEntropyWithLogits: expected axis from -2 to 1 for a tensor of 2 dimensions, received axis=2",
  ],
  [
    "nn.sparseSoftmaxCrossEntropyWithLogits",
    [of([2]), of([2, 3])],
    TypeError,
    "tf.nn.sparseSoftmaxCrossEntropyWithLogits: expected labels of dtype int32 or int64, received float32 (2,); convert it with tf.cast",
  ],
  [
    "nn.sparseSoftmaxCrossEntropyWithLogits",
    [of([3], "int32"), of([2, 3])],
    TypeError,
    "tf.nn.sparseSoftmaxCrossEntropyWithLogits: expected labels of shape (2,), that of the logits without its last dimension, received shape (3,)",
  ],
  [
    "nn.sigmoidCrossEntropyWithLogits",
    [of([2]), of([3])],
    TypeError,
    "tf.nn.sigmoidCrossEntropyWithLogits: expected labels and logits of one shape, received (2,) and (3,)",
  ],
  [
    "nn.sigmoidCrossEntropyWithLogits",
    [of([2], "int32"), of([2])],
    TypeError,
    "tf.nn.sigmoidCrossEntropyWithLogits: expected labels and logits of one dtype of floats, received int32 and float32; convert one with tf.cast",
  ],
  [
    "nn.dropout",
    [of([2]), 1],
    RangeError,
    "tf.nn.dropout: expected rate to be >= 0 and < 1, received rate=1",
  ],
  [
    "nn.dropout",
    [of([2], "int32"), 0.5],
    TypeError,
    "tf.nn.dropout: expected a tensor of floats, received dtype int32; convert it with tf.cast",
  ],
  [
    "nn.dropout",
    [of([2, 3]), 0.5, [2, 2]],
    TypeError,
    "tf.nn.dropout: expected shapes that broadcast, received (2, 3) and (2, 2): dimension 3 meets 2",
  ],
  [
    "nn.batchNormalization",
    [of([2, 3]), of([2]), of([3]), null, null, 0.1],
    TypeError,
    "tf.nn.batchNormalization: expected shapes that broadcast, received (2, 3) and (2,): dimension 3 meets 2",
  ],
  [
    "nn.l2Normalize",
    [of([2, 3]), 2],
    RangeError,
    "tf.nn.l2Normalize: expected axis from -2 to 1 for a tensor of 2 dimensions, received axis=2",
  ],
  [
    "nn.localResponseNormalization",
    [of([2, 3])],
    TypeError,
    "tf.nn.localResponseNormalization: expected an image of 4 dimensions (batch, height, width, channels), received shape (2, 3)",
  ],
  [
    "nn.embeddingLookup",
    [of([2, 3]), of([2])],
    TypeError,
    "tf.nn.embeddingLookup: expected ids of dtype int32 or int64, received float32 (2,); convert it with tf.cast",
  ],
  [
    "nn.ctcLoss",
    [[[1]], of([1, 1, 2]), [1], [1, 2]],
    TypeError,
    "tf.nn.ctcLoss: expected logits (frames, batch, classes), labels (batch, labels), labelLength and logitLength (batch,), received shapes (1, 1, 2), (1, 1), (1,), (2,)",
  ],
  [
    "image.resize",
    [of([2, 3]), [2, 2]],
    TypeError,
    "tf.image.resize: expected images of 3 or 4 dimensions ([batch,] height, width, channels), received shape (2, 3)",
  ],
  [
    "image.resize",
    [of([2, 3, 1]), [2, 0]],
    RangeError,
    "tf.image.resize: expected size[1] to be a whole number >= 1, received size[1]=0",
  ],
  [
    "image.resize",
    [of([2, 3, 1]), [2]],
    TypeError,
    "tf.image.resize: expected size to be [height, width], received size=[2]",
  ],
  [
    "image.resize",
    [of([2, 3, 1]), [2, 2], "cubic"],
    RangeError,
    'tf.image.resize: expected method to be one of "bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic", received method="cubic"',
  ],
  [
    "image.resize",
    [of([0, 3, 1]), [2, 2]],
    TypeError,
    "tf.image.resize: expected images with pixels, received shape (1, 0, 3, 1)",
  ],
  [
    "image.centralCrop",
    [of([2, 3, 1]), 1.5],
    RangeError,
    "tf.image.centralCrop: expected centralFraction to be > 0 and <= 1, received centralFraction=1.5",
  ],
  [
    "image.cropToBoundingBox",
    [of([2, 3, 1]), 1, 0, 2, 2],
    RangeError,
    "tf.image.cropToBoundingBox: expected a box within 2 rows and 3 columns, received rows 1 to 3 and columns 0 to 2",
  ],
  [
    "image.padToBoundingBox",
    [of([2, 3, 1]), 1, 0, 2, 3],
    RangeError,
    "tf.image.padToBoundingBox: expected a result that holds 2 rows and 3 columns from (1, 0) on, received targetHeight=2, targetWidth=3",
  ],
  [
    "image.rgbToGrayscale",
    [of([2, 3, 1])],
    TypeError,
    "tf.image.rgbToGrayscale: expected images with a last axis of 3, received shape (2, 3, 1)",
  ],
  [
    "image.cropAndResize",
    [of([1, 2, 3, 1]), of([2, 3]), [0, 0], [2, 2]],
    TypeError,
    "tf.image.cropAndResize: expected boxes of shape (boxes, 4) and an index for each, received shapes (2, 3) and (2,)",
  ],
  [
    "image.nonMaxSuppression",
    [of([2, 3]), of([2]), 1],
    TypeError,
    "tf.image.nonMaxSuppression: expected boxes of shape (boxes, 4) and a score for each, received shapes (2, 3) and (2,)",
  ],
];

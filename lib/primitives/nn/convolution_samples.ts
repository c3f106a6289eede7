/**
 * Convolutions to try: elements left over, strides beyond the window, dilations, groups, paddings by
 * hand, nothing at all.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Shape } from "../../tensor/aval.ts";
import type { Sample } from "../../tensor/primitive.ts";
import { sample } from "../support/samples.ts";
import { axesOfWindows, type Padding, type WindowAttributes } from "./windows.ts";

/** A kind of convolution. */
export interface Kind {
  /** Its name within `tf`. */
  readonly name: string;
  /** Dimensions of the image. */
  readonly rank: 2 | 3;
  /** Whether each channel has filters of its own. */
  readonly depthwise: boolean;
  /** TensorFlow's kernels. */
  readonly kernel: Readonly<Record<"forward" | "image" | "filters", string>>;
}

/** What a convolution's primitive gives: the result, or one of its gradients. */
export type Role = "forward" | "image" | "filters";

/** One convolution, by the last two axes of an image. */
interface Trial {
  readonly image: readonly [number, number];
  readonly window: readonly [number, number];
  readonly strides?: readonly [number, number];
  readonly dilations?: readonly [number, number];
  readonly padding: Padding;
  readonly batch?: number;
  /** Channels of the image, of a group, and of the result (or the multiplier). */
  readonly channels?: readonly [all: number, group: number, out: number];
}

const TRIALS: readonly Trial[] = [
  { image: [5, 5], window: [3, 3], padding: "SAME" },
  { image: [5, 7], window: [3, 2], padding: "VALID" },
  { image: [6, 5], window: [3, 3], strides: [2, 2], padding: "SAME" },
  { image: [6, 6], window: [3, 3], strides: [2, 2], padding: "VALID" },
  { image: [7, 5], window: [1, 1], strides: [2, 2], padding: "SAME" },
  { image: [7, 8], window: [2, 2], strides: [3, 3], padding: "VALID" },
  { image: [6, 7], window: [3, 2], dilations: [2, 3], padding: "SAME" },
  { image: [7, 7], window: [2, 3], dilations: [2, 2], padding: "VALID" },
  { image: [8, 7], window: [2, 2], dilations: [2, 2], strides: [2, 2], padding: "SAME" },
  { image: [5, 5], window: [3, 3], padding: "SAME", channels: [4, 2, 6] },
  { image: [5, 4], window: [2, 2], padding: "VALID", channels: [3, 3, 1] },
  { image: [3, 5], window: [2, 2], padding: "VALID", channels: [1, 1, 1] },
  { image: [5, 6], window: [3, 3], strides: [2, 2], padding: "SAME", channels: [1, 1, 1] },
  { image: [5, 6], window: [2, 3], strides: [3, 3], padding: "SAME", channels: [4, 2, 2] },
  { image: [7, 6], window: [3, 2], dilations: [2, 1], padding: "VALID", channels: [6, 2, 3] },
  { image: [3, 6], window: [1, 2], strides: [1, 2], padding: "SAME", channels: [6, 2, 6] },
  { image: [7, 8], window: [2, 3], dilations: [3, 2], padding: "SAME", channels: [1, 1, 2] },
  { image: [6, 7], window: [3, 2], strides: [2, 1], padding: "SAME" },
  { image: [5, 6], window: [1, 1], strides: [2, 3], padding: "VALID" },
  { image: [2, 3], window: [4, 2], padding: "SAME" },
  { image: [2, 3], window: [3, 2], padding: "VALID" },
  { image: [1, 1], window: [3, 3], padding: "SAME", batch: 1 },
  { image: [4, 4], window: [2, 2], padding: "VALID", batch: 0 },
];

/** Those only two dimensions have: paddings by hand. */
const PADDED: readonly Trial[] = [
  { image: [4, 5], window: [3, 3], padding: [[1, 2], [0, 3]] },
  { image: [5, 4], window: [2, 2], strides: [2, 2], padding: [[3, 0], [2, 1]] },
  { image: [5, 6], window: [2, 3], dilations: [2, 1], strides: [2, 2], padding: [[0, 2], [3, 1]] },
  { image: [4, 5], window: [3, 2], padding: [[1, 0], [2, 2]], channels: [4, 2, 2] },
];

const DTYPES: readonly DType[] = ["float32", "float64"];
const FURTHER: readonly DType[] = ["float16", "bfloat16"];

/** Samples of one of a convolution's three primitives. */
export function* convolutionSamples<A extends WindowAttributes>(
  kind: Kind,
  role: Role,
): Iterable<Sample<A>> {
  const trials = kind.rank === 2 ? [...TRIALS, ...PADDED] : TRIALS;
  for (const dtype of DTYPES) {
    for (const trial of trials) yield sampleOf(kind, role, trial, dtype) as Sample<A>;
  }
  const others = !kind.depthwise && kind.rank === 2 && role === "forward"
    ? [...FURTHER, "int32" as const]
    : FURTHER;
  for (const dtype of others) yield sampleOf(kind, role, trials[0]!, dtype) as Sample<A>;
}

function sampleOf(
  { rank, depthwise }: Kind,
  role: Role,
  trial: Trial,
  dtype: DType,
): Sample {
  const { image, window, strides = [1, 1], dilations = [1, 1], batch = 2 } = trial;
  const [all, group, out] = trial.channels ?? [2, 2, 3];
  const lead = rank - 2;
  const longer = (pair: readonly number[], first: number) => lead > 0 ? [first, ...pair] : pair;
  const attrs: WindowAttributes = {
    strides: longer(strides, 1),
    dilations: longer(dilations, 1),
    padding: trial.padding,
  };
  const x: Shape = [batch, ...longer(image, 3), all];
  const filters: Shape = [...longer(window, 2), ...(depthwise ? [all, out] : [group, out])];
  const sizes = axesOfWindows("", x.slice(1, -1), filters.slice(0, rank), attrs);
  const y: Shape = [batch, ...sizes.map((it) => it.output), depthwise ? all * out : out];
  const of = (shape: Shape, seed: number) => sample(shape, { dtype, seed });
  switch (role) {
    case "forward":
      return { inputs: [of(x, 1), of(filters, 2)], attrs };
    case "image":
      return { inputs: [of(y, 3), of(filters, 2)], attrs: { ...attrs, shape: x } };
    case "filters":
      return { inputs: [of(x, 1), of(y, 3)], attrs: { ...attrs, shape: filters } };
  }
}

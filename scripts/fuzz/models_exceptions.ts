/**
 * Where layers and models may differ from Keras's, with the reason.
 *
 * @module
 */
import type { Difference, ModelCase } from "./models.ts";

/** Cases that are not compared. */
export interface ModelException {
  /** Kinds of differences that it allows. */
  readonly kinds: readonly Difference["kind"][];
  readonly when: (it: ModelCase, difference: Difference) => boolean;
  readonly reason: string;
}

/** One layer in a configuration. */
interface Configured {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Every layer of a case, those inside others among them. */
function layersOf(it: ModelCase): Configured[] {
  const all: Configured[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { class_name: name, config } = value as Partial<Configured>;
    if (name !== undefined && config !== undefined) all.push({ class_name: name, config });
    Object.values(value).forEach(walk);
  };
  if (it.className !== undefined) walk({ class_name: it.className, config: it.args });
  else walk(it.config);
  return all;
}

const has = (it: ModelCase, pattern: RegExp, when?: (config: Configured["config"]) => boolean) =>
  layersOf(it).some(({ class_name: name, config }) =>
    pattern.test(name) && (when === undefined || when(config))
  );

const refuses = (pattern: RegExp) => (_: ModelCase, { detail }: Difference) => pattern.test(detail);

/**
 * Whether Keras may add a bias along another axis than that of its features: it hands what has one
 * axis longer than 1 to TensorFlow's BiasAdd, which takes the last axis or the second, whichever has
 * that length. Of a layer alone the shapes tell; inside a model any may be it.
 */
function mayMisplaceBias(it: ModelCase): boolean {
  const pattern = /^(EinsumDense|(Depthwise|Separable)?Conv[123]D(Transpose)?)$/;
  const isAsked = has(
    it,
    pattern,
    (config) => "equation" in config || config["data_format"] === "channels_first",
  );
  if (!isAsked || !pattern.test(it.className ?? "")) return isAsked;
  const output = it.result?.outputs[0]?.shape ?? [];
  const weight = it.result?.paths.find(([path]) => path.endsWith("bias"))?.[1] ?? [];
  const isConvolution = it.className !== "EinsumDense";
  const bias = isConvolution ? [...weight, ...Array(output.length - 2).fill(1)] : weight;
  const long = bias.findIndex((length) => length > 1);
  if (long < 0 || bias.filter((length) => length > 1).length > 1) return false;
  const theirs = output.at(-1) === bias[long] ? output.length - 1 : 1;
  return output[theirs] === bias[long] && theirs !== output.length - bias.length + long;
}

const NUMBERS = ["output", "gradient", "state", "losses", "mask"] as const;

/** The table. */
export const MODEL_EXCEPTIONS: readonly ModelException[] = [
  {
    kinds: NUMBERS,
    when: (it) =>
      has(it, /^RMSNormalization$/, ({ axis }) => axis !== undefined && `${axis}` !== "-1"),
    reason:
      "Keras multiplies by the factors along the last axes, whichever were normalised: where shapes happen to fit, the result has other numbers, or not even the shape of the input that its own computeOutputShape tells.",
  },
  {
    kinds: NUMBERS,
    when: (it) =>
      has(
        it,
        /^(MultiHead|GroupQuery)Attention$/,
        (config) => [config["key_dim"], config["value_dim"], config["head_dim"]].includes(1),
      ) || mayMisplaceBias(it),
    reason:
      "Keras adds a bias of shape (n, 1) along another axis where that has n elements too (heads of one feature and as many steps as heads, channels first and as many filters as columns): a sum in NumPy and ours put it along the features.",
  },
  {
    kinds: ["output", "config"],
    when: (it, { detail }) =>
      JSON.stringify(it.args ?? it.config).includes("float16") && detail.includes("dtype"),
    reason:
      "Open: the element types that Keras tells of layers of mixed precision inside TimeDistributed, and of symbolic tensors behind layers of 16 bits.",
  },
  {
    kinds: ["accepted"],
    when: (it) => has(it, /^RMSNormalization$/),
    reason: "As above, where the shapes do not fit.",
  },
  {
    kinds: ["losses"],
    when: (it) => has(it, /^TimeDistributed$/),
    reason: "Keras loses what layers inside add: its vectorised map runs them in a graph apart.",
  },
  {
    kinds: ["gradient"],
    when: (_, { detail }) => detail.includes("finite numbers where Keras has others"),
    reason: "Nothing goes on through a root of 0 where nothing comes from above.",
  },
  {
    kinds: ["weights"],
    when: (it, { detail }) => has(it, /^Bidirectional$/) && detail.includes("forward_"),
    reason:
      "The path of a weight in Keras depends on whether a layer was built by its file or by a call.",
  },
  {
    kinds: ["weights", "gradient", "state", "losses", "summary"],
    when: (it) =>
      it.kind === "model" && has(
        it,
        /^(Bidirectional|TimeDistributed|SpectralNormalization|RNN|ConvLSTM[123]D|(MultiHead|GroupQuery)Attention|Sequential|Functional)$/,
        ({ trainable }) => trainable === false,
      ),
    reason:
      "trainable=False given to a constructor stops Keras from training the layer's own weights alone: a model around it trains those of the layers inside. Ours trains nothing inside it, as a later layer.trainable = False does in Keras.",
  },
  {
    kinds: ["accepted"],
    when: (it, { detail }) => has(it, /^SpatialDropout/) && detail.includes("trainable"),
    reason: "Keras's takes no trainable; ours takes what every layer takes.",
  },
  {
    kinds: ["refused"],
    when: refuses(/expected an axis of channels, received axis=\S+ which is the batch/),
    reason: "Keras normalises over the batch where channels are its axis.",
  },
  {
    kinds: ["refused"],
    when: refuses(/expected filters of \d dimensions >= 1/),
    reason: "Convolutions of images without channels; Keras gives biases, or nothing.",
  },
  {
    kinds: ["refused"],
    when: refuses(/expected images at least as long as the window/),
    reason: "Keras gives results without elements.",
  },
  {
    kinds: ["refused"],
    when: refuses(/expected \w+ to be (true or false|a whole number|a number)/),
    reason: "Python takes anything for a truth value, and truth values for numbers.",
  },
  {
    kinds: ["refused"],
    when: refuses(/expected (images|an input|inputs) with elements|whole number >= 1/),
    reason: "Means and extremes of nothing; Keras gives NaN or results without elements.",
  },
  {
    kinds: ["refused"],
    when: refuses(/Orthogonal: expected dtype/),
    reason: "There is no QR decomposition of 16 bits; Keras makes it in float32.",
  },
  {
    kinds: ["refused"],
    when: refuses(/cannot make \w+ of keras\.src\.ops\./),
    reason: "Configurations of graphs with operations of keras.ops are not read yet.",
  },
];

/** The exception that allows a difference, if there is one. */
export function exceptionOf(it: ModelCase, difference: Difference): ModelException | undefined {
  return MODEL_EXCEPTIONS.find(({ kinds, when }) =>
    kinds.includes(difference.kind) && when(it, difference)
  );
}

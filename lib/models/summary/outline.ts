/**
 * Outlines: what is known of a model as plain data, from which its summary and its plot are made.
 * Nothing in one refers to a layer or a tensor itself, so that whatever has layers can be printed.
 *
 * @module
 */

/** Shape and element type of a symbolic tensor; `null` where a dimension is open. */
export interface TensorOutline {
  /** Its dimensions. */
  readonly shape: readonly (number | null)[];
  /** Its element type, as in `"float32"`. */
  readonly dtype: string;
}

/** Tensors in Python's containers: one, a list, a tuple, or a dictionary of them. */
export type TensorTree =
  | TensorOutline
  | readonly TensorTree[]
  | { readonly tuple: readonly TensorTree[] }
  | { readonly dict: Readonly<Record<string, TensorTree>> };

/** One call of a layer on symbolic tensors: a node of the graph. */
export interface CallReference {
  /** The layer's `id`. */
  readonly layer: number;
  /** Which of its calls, from 0. */
  readonly call: number;
}

/** A symbolic tensor with the call that gave it. */
export interface TensorSource extends TensorOutline, CallReference {
  /** The layer's name. */
  readonly name: string;
  /** Which of the outputs of the call, from 0, counted flat. */
  readonly tensor: number;
}

/** What went into a call and what came out. */
export interface CallOutline {
  /** The symbolic tensors among all arguments, flat, in order; none for an `InputLayer`. */
  readonly inputs: readonly TensorSource[];
  /** What the call gave. */
  readonly outputs: TensorTree;
}

/** Which calls make up a functional model, or the inside of a built `Sequential`. */
export interface GraphOutline {
  /** The calls by depth, those of inputs first, each depth in Keras's order. */
  readonly depths: readonly (readonly CallReference[])[];
  /** The symbolic inputs, flat: they come from its `InputLayer`s. */
  readonly inputs: readonly TensorSource[];
  /** The symbolic outputs, flat. */
  readonly outputs: readonly TensorSource[];
}

/**
 * What a layer is: `"operation"` is a bare operation of a functional graph (`x + y`), with neither
 * weights nor trainability, `"subclassed"` a model with a `call` of its own.
 */
export type LayerKind = "operation" | "layer" | "sequential" | "functional" | "subclassed";

/** A layer. The same layer may stand in several places of an outline; its `id` tells. */
export interface LayerOutline {
  /** A whole number, another for each layer in the outline; it names the node of a plot. */
  readonly id: number;
  /** Its name. */
  readonly name: string;
  /** Its class, as in `"Dense"`. */
  readonly className: string;
  /** What it is. */
  readonly kind: LayerKind;
  /** Number of its parameters; `null` while it is not built. */
  readonly parameters: number | null;
  /** Whether it has any weight. */
  readonly hasWeights: boolean;
  /** Its flag. */
  readonly trainable: boolean;
  /** Name of its activation, if it has that property and it is not null. */
  readonly activation?: string | undefined;
  /** All its calls on symbolic tensors, in whichever models, in order. */
  readonly calls: readonly CallOutline[];
  /** Outputs by `computeOutputShape`, of a layer that was built but never called symbolically. */
  readonly builtOutputs?: TensorTree | undefined;
  /**
   * What it holds, as its property `layers` gives it: of a functional model all operations in the
   * order of the graph, of a `Sequential` no input layer. Empty for a layer that is no model.
   */
  readonly layers: readonly LayerOutline[];
  /** Its graph: of every functional model, and of a `Sequential` whose input shape is known. */
  readonly graph?: GraphOutline | undefined;
}

/** How many numbers some weights hold, and in how much memory. */
export interface WeightSum {
  /** Numbers. */
  readonly count: number;
  /** Bytes. */
  readonly bytes: number;
}

/** A model, with what stands below its table. */
export interface ModelOutline extends LayerOutline {
  /** Whether it is built. */
  readonly built: boolean;
  /** Of `trainableWeights`; zero while there are none. */
  readonly trainableWeights: WeightSum;
  /** Of `nonTrainableWeights`. */
  readonly nonTrainableWeights: WeightSum;
  /** Of the optimizer's variables; absent unless the model is compiled and they exist. */
  readonly optimizerWeights?: WeightSum | undefined;
}

/** Options of a summary, as of Keras's `Model.summary`. */
export interface SummaryOptions {
  /** Length of the lines; default: Keras's for the kind of table, within the console's width. */
  lineLength?: number | null | undefined;
  /** Where columns end, as shares of the line; default: Keras's for the kind of table. */
  positions?: readonly number[] | null | undefined;
  /** Whether the layers of models inside are listed; default `false`. */
  expandNested?: boolean | undefined;
  /** Whether there is a column that tells which layers are trained; default `false`. */
  showTrainable?: boolean | undefined;
  /**
   * Names of the first and the last layer listed, or regular expressions that match their starts;
   * default: all layers.
   */
  layerRange?: readonly [string, string] | null | undefined;
}

/** Whether a tree is a single tensor. */
export function isTensor(tree: TensorTree): tree is TensorOutline {
  return "shape" in tree;
}

/** The tensors of a tree in order; those of dictionaries in the order of their sorted keys. */
export function flatten(tree: TensorTree): TensorOutline[] {
  if (isTensor(tree)) return [tree];
  if ("tuple" in tree) return tree.tuple.flatMap(flatten);
  if (!("dict" in tree)) return tree.flatMap(flatten);
  const { dict } = tree;
  return Object.keys(dict).sort().flatMap((key) => flatten(dict[key]!));
}

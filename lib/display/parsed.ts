/**
 * What the parser gives: values as cells print them, with their Python kinds.
 *
 * @module
 */

/** A printed array. */
export interface ParsedArray {
  /** Discriminates. */
  kind: "array";
  /** Visible elements in row-major order. */
  values: (number | boolean | string)[];
  /** Dimensions of the visible block: `...` counts for nothing. */
  shape: number[];
  /** As printed; left out where the text has none. */
  dtype?: string;
  /** Whether `...` stands for elements that are not in the text. */
  summarised: boolean;
  /** Visible elements as they are written. */
  tokens: string[];
  /** The whole array's dimensions, where the text has `shape=`. */
  fullShape?: number[];
}

/** `array(value, dtype=object)`: an array that holds one Python value. */
export interface ParsedObjectArray {
  /** Discriminates. */
  kind: "object";
  /** What it holds. */
  item: Parsed;
}

/** `<tf.Tensor: ...>` (`repr`) or `tf.Tensor(...)` (`str`). */
export interface ParsedTensor {
  /** Discriminates. */
  kind: "tensor";
  /** Which of the two texts. */
  form: "repr" | "str";
  /** TensorFlow 2.0's counter. */
  id?: number;
  /** Dimensions, as the header says. */
  shape: number[];
  /** Element type, as the header says. */
  dtype: string;
  /** The values. */
  array: ParsedArray;
}

/** `<tf.Variable 'name' ...>`. */
export interface ParsedVariable {
  /** Discriminates. */
  kind: "variable";
  /** Its name, such as `dense/kernel:0`. */
  name: string;
  /** Dimensions, as the header says. */
  shape: number[];
  /** Element type, as the header says. */
  dtype: string;
  /** The values. */
  array: ParsedArray;
}

/** `[a, b]` or `(a, b)`. */
export interface ParsedSequence {
  /** Discriminates. */
  kind: "list" | "tuple";
  /** The items. */
  items: Parsed[];
}

/** `{a: b}`. */
export interface ParsedDict {
  /** Discriminates. */
  kind: "dict";
  /** Keys with their values. */
  entries: [Parsed, Parsed][];
}

/** A number. */
export interface ParsedNumber {
  /** Discriminates. */
  kind: "number";
  /** Its value. */
  value: number;
  /** As it is written. */
  text: string;
}

/** A string. */
export interface ParsedString {
  /** Discriminates. */
  kind: "string";
  /** Its characters; of bytes, what they are in UTF-8. */
  value: string;
  /** Whether it is bytes: `b'a'`. */
  bytes: boolean;
}

/** `True`, `None`, or a dotted name such as a class's. */
export interface ParsedName {
  /** Discriminates. */
  kind: "name";
  /** The name. */
  text: string;
}

/** A parsed output. */
export type Parsed =
  | ParsedArray
  | ParsedObjectArray
  | ParsedTensor
  | ParsedVariable
  | ParsedSequence
  | ParsedDict
  | ParsedNumber
  | ParsedString
  | ParsedName;

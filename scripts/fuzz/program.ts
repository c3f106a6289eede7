/**
 * What a random program is: the JSON that programs.py writes, and its values as typed arrays.
 *
 * @module
 */

/** A bound: |a - e| <= base |e| + min(absolute, relative |e|) + floor; null is infinity. */
export type Bound = readonly [
  base: number,
  absolute: number | null,
  relative: number | null,
  floor?: number | null,
];

/** How a value is compared: within a bound, exactly (null), or by shape and dtype alone. */
export type Comparison = Bound | "unstable" | null;

/** A value as TensorFlow gave it. */
export interface Encoded {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Little-endian elements in base64. */
  readonly data?: string;
  readonly strings?: readonly string[];
  /** How far a whole program's value may be away. */
  readonly whole?: Comparison;
}

/** A reference to a value: leaf k is -(k + 1), output j of the steps is j. */
export interface Ref {
  readonly v: number;
}

/** An argument of a call. */
export type Argument =
  | null
  | boolean
  | number
  | string
  | Ref
  | { readonly number: string }
  | readonly Argument[];

/** Steps of a branch or of a loop's body, with what they give. */
export interface Block {
  readonly steps: readonly Step[];
  readonly results: readonly Ref[];
}

/** One step: a call, a branch or a loop. */
export interface Step {
  readonly op: string;
  /** How many outputs it adds. */
  readonly n: number;
  readonly args?: readonly Argument[];
  readonly named?: Readonly<Record<string, Argument>>;
  readonly pred?: Ref;
  readonly then?: Block;
  readonly else?: Block;
  readonly count?: Ref;
  readonly vars?: readonly Ref[];
  readonly body?: Block;
  /** Bounds of its outputs when its inputs are TensorFlow's own. */
  readonly alone?: readonly Comparison[];
  /** Whether its vectors are determined up to their sign. */
  readonly signs?: boolean;
  /** The class of the error that TensorFlow raised. */
  readonly error?: string;
  /** Whether TensorFlow only lacks a kernel of this dtype: then computing it is right too. */
  readonly lacking?: boolean;
  readonly message?: string;
}

/** Gradients of the targets' weighted sums with respect to the floating leaves. */
export interface Gradients {
  readonly targets: readonly number[];
  readonly values: readonly (Encoded | null)[];
}

/** A program with what TensorFlow says about it. */
export interface Program {
  readonly seed: number;
  readonly leaves: readonly Encoded[];
  readonly steps: readonly Step[];
  readonly values: readonly Encoded[];
  /** Outputs that no later step takes. */
  readonly sinks: readonly number[];
  /** Other leaves, and the values of the sinks for them. */
  readonly other:
    | { readonly leaves: readonly Encoded[]; readonly values: readonly Encoded[] }
    | null;
  readonly first?: Gradients;
  readonly second?: Gradients;
}

/** Elements of a value. */
export type Elements = ArrayLike<number> | ArrayLike<bigint> | ArrayLike<string>;

/** Typed arrays by dtype; bfloat16 by its bits. */
export const ARRAYS = {
  float16: Float16Array,
  float32: Float32Array,
  float64: Float64Array,
  bfloat16: Uint16Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const;

/** Whether a dtype is floating. */
export function isFloating(dtype: string): boolean {
  return dtype.includes("float");
}

/** The elements of an encoded value as they lie in memory. */
export function decode({ dtype, data, strings }: Encoded): Elements {
  if (strings) return strings;
  const bytes = Uint8Array.from(atob(data ?? ""), (c) => c.charCodeAt(0));
  const array = ARRAYS[dtype as keyof typeof ARRAYS];
  if (array === undefined) throw new TypeError(`no such dtype: ${dtype}`);
  return new array(bytes.buffer);
}

/** Numbers of bfloat16 bits. */
export function fromBfloat16(bits: ArrayLike<number>): Float32Array {
  const out = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = bits[i]! << 16;
  return new Float32Array(out.buffer);
}

/** All references within an argument or a step. */
export function references(argument: Argument | Step | undefined): number[] {
  if (argument === null || typeof argument !== "object") return [];
  if (Array.isArray(argument)) return argument.flatMap(references);
  if ("v" in argument) return [argument.v];
  if (!("op" in argument)) return [];
  const { args = [], named = {}, pred, count, vars = [], then, else: other, body } = argument;
  const blocks = [then, other, body].filter((block) => block !== undefined);
  return [
    ...references(args),
    ...references(Object.values(named)),
    ...[pred, count].flatMap(references),
    ...references(vars),
    ...blocks.flatMap((
      block,
    ) => [...block.steps.flatMap(references), ...references(block.results)]),
  ];
}

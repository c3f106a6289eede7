import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { type Case, conforms, draw, SEEDS, SHAPES, tensor, type Type } from "./support.ts";

const HOW = { float32: draw.extreme, int32: draw.whole, bool: draw.bit };
const TYPES = ["float32", "int32", "bool"] as const;

/** Tensors of any type and of the shapes that come with some parameters. */
function cases<P>(
  list: readonly (readonly [shape: readonly number[], params: P])[],
  count = 1,
): fc.Arbitrary<Case<P>> {
  return fc.tuple(fc.constantFrom(...list), SEEDS, fc.constantFrom<Type>(...TYPES)).map(
    ([[shape, params], seed, type]) => ({
      inputs: Array.from({ length: count }, (_, i) => tensor(shape, seed + i, HOW[type], type)),
      params,
    }),
  );
}
const plain = SHAPES.map((shape) => [shape, shape.length] as const);

conforms("Identity", { cases: cases(plain), run: ([x]) => tfjs.clone(x!) });
conforms("Reshape", {
  cases: cases([...plain, [[2, 3, 5], 0]]),
  run: ([x]) => tfjs.reshape(x!, [x!.size]),
});
conforms("ExpandDims", { cases: cases(plain), run: ([x], rank) => tfjs.expandDims(x!, -1 - rank) });
conforms("Transpose", {
  cases: cases<number[]>([
    [[3, 5], [1, 0]],
    [[2, 3, 5], [2, 0, 1]],
    [[2, 1, 5], [0, 2, 1]],
    [[2, 3, 5], [0, 1, 2]],
    [[2, 3, 2, 5], [0, 3, 1, 2]],
    [[2, 0, 5], [2, 1, 0]],
  ]),
  run: ([x], perm) => tfjs.transpose(x!, perm),
});
conforms("Transpose", {
  when: "one follows another",
  cases: cases<[number[], number[]]>([
    [[2, 3, 2, 5], [[0, 3, 1, 2], [0, 2, 3, 1]]],
    [[2, 3, 2, 5], [[3, 0, 1, 2], [1, 0, 3, 2]]],
    [[2, 1, 5], [[1, 0, 2], [2, 1, 0]]],
  ]),
  run: ([x], [first, second]) => {
    const once = tfjs.transpose(x!, first);
    const twice = tfjs.transpose(once, second);
    once.dispose();
    return [twice, tfjs.transpose(tfjs.transpose(x!, first), second)];
  },
});
conforms("Tile", {
  cases: cases<number[]>([[[3], [2]], [[2, 3], [1, 4]], [[2, 1, 3], [3, 2, 1]], [[2, 0], [1, 2]]]),
  run: ([x], reps) => tfjs.tile(x!, reps),
});
conforms("Concat", {
  cases: cases([[[3], 0], [[2, 3], -1], [[2, 3, 5], 1], [[0, 2], 0], [[1, 7], 0]], 3),
  run: (inputs, axis) => tfjs.concat(inputs, axis),
});
conforms("Pack", {
  cases: cases([[[], 0], [[3], 0], [[2, 3], 1], [[2, 3], -1], [[0, 2], 0]], 2),
  run: (inputs, axis) => tfjs.stack(inputs, axis),
});
conforms("SplitV", {
  cases: cases<[number | number[], number]>([
    [[6], [3, 0]],
    [[4, 3], [[1, 2, 1], 0]],
    [[2, 5], [[2, 3], 1]],
    [[2, 3, 4], [2, -1]],
    [[2, 3], [1, 1]],
  ]),
  run: ([x], [splits, axis]) => tfjs.split(x!, splits as number, axis),
});
conforms("Unpack", {
  cases: cases([[[3], 0], [[2, 3], 1], [[1, 5], 0], [[2, 3, 2], -1]]),
  run: ([x], axis) => tfjs.unstack(x!, axis),
});
conforms("Slice", {
  cases: cases<[number[], number[]]>([
    [[7], [[2], [3]]],
    [[3, 5], [[1, 0], [-1, 2]]],
    [[3, 5], [[0, 0], [3, 5]]],
    [[2, 3, 5], [[1, 1, 4], [1, 2, 1]]],
    [[4], [[4], [0]]],
  ]),
  run: ([x], [begin, size]) => tfjs.slice(x!, begin, size),
  declines: ({ params: [, size] }) => size.includes(0),
});
conforms("StridedSlice", {
  cases: cases<[number[], number[], number[], number?, number?, number?, number?, number?]>([
    [[7], [[1], [6], [2]]],
    [[7], [[6], [0], [-2]]],
    [[7], [[-1], [-9], [-1]]],
    [[3, 5], [[0, 4], [3, 0], [2, -1]]],
    [[3, 5], [[1, 1], [2, 4], [1, 1], 0, 0, 0, 0, 1]],
    [[3, 5], [[1, 1], [2, 4], [1, 2], 1, 2]],
    [[2, 3, 5], [[0, 1], [0, 4], [1, 2], 0, 0, 1]],
    [[3, 5], [[0, 0, 1], [0, 3, 4], [1, 1, 1], 0, 0, 0, 1]],
    [[2, 3], [[0, 0], [2, 3], [1, 1]]],
  ]),
  run: ([x], [begin, end, strides, ...masks]) =>
    tfjs.stridedSlice(x!, begin, end, strides, ...masks as []),
});
conforms("Reverse", {
  cases: cases<number[]>([[[7], [0]], [[3, 5], [1]], [[2, 3, 5], [0, -1]], [[3, 0], [0]]]),
  run: ([x], axes) => tfjs.reverse(x!, axes),
});
conforms("PadV2", {
  cases: cases<[number, number][]>([
    [[3], [[1, 2]]],
    [[2, 5], [[0, 0], [2, 0]]],
    [[1, 2, 3], [[1, 1], [0, 3], [0, 0]]],
    [[0, 2], [[1, 0], [0, 1]]],
  ]),
  run: ([x], paddings) => tfjs.pad(x!, paddings, 1),
});
conforms("MirrorPad", {
  cases: cases<[("reflect" | "symmetric"), [number, number][]]>([
    [[5], ["reflect", [[2, 3]]]],
    [[5], ["symmetric", [[2, 5]]]],
    [[3, 4], ["reflect", [[2, 0], [1, 3]]]],
    [[3, 4], ["symmetric", [[0, 0], [4, 1]]]],
  ]),
  run: ([x], [mode, paddings]) => tfjs.mirrorPad(x!, paddings, mode),
});

/**
 * Windows as tables of places, for element types that ONNX Runtime's operators for images lack: all
 * elements under all windows are gathered, and what follows is a product or a reduction.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { type Axis, each } from "./windows.ts";

/** For each place, the places that belong to it; -1 stands for none. */
export interface WindowTable {
  readonly places: number;
  readonly members: number;
  /** `[places, members]`. */
  readonly table: Int32Array;
}

/** Combines the tables of axes, each `[places, members]`, to one of all axes together. */
function combined(
  axes: readonly Axis[],
  source: (axis: Axis) => number,
  places: (axis: Axis) => number,
  member: (axis: Axis, place: number, index: number) => number,
): WindowTable {
  const [from, to, windows] = [
    each(axes, source),
    each(axes, places),
    each(axes, (it) => it.window),
  ];
  const [count, members] = [sizeOf(to), sizeOf(windows)];
  const table = new Int32Array(count * members);
  for (let i = 0; i < table.length; i++) {
    let [place, index, stride, at] = [Math.floor(i / members), i % members, 1, 0];
    for (let axis = axes.length - 1; axis >= 0 && at >= 0; axis--) {
      const one = member(axes[axis]!, place % to[axis]!, index % windows[axis]!);
      at = one < 0 || one >= from[axis]! ? -1 : at + one * stride;
      place = Math.floor(place / to[axis]!);
      index = Math.floor(index / windows[axis]!);
      stride *= from[axis]!;
    }
    table[i] = at;
  }
  return { places: count, members, table };
}

/** The elements of the image under each window. */
export function elementsUnderWindows(axes: readonly Axis[]): WindowTable {
  return combined(
    axes,
    (it) => it.input,
    (it) => it.output,
    ({ stride, dilation, before }, place, index) => place * stride - before + index * dilation,
  );
}

/** The windows over each element of the image, by the element's place within the window. */
export function windowsOverElements(axes: readonly Axis[]): WindowTable {
  return combined(
    axes,
    (it) => it.output,
    (it) => it.input,
    ({ stride, dilation, before }, place, index) => {
      const start = place + before - index * dilation;
      return start % stride === 0 ? start / stride : -1;
    },
  );
}

/**
 * The members of each place, `[batch, places, members, channels]`, of an image
 * `[batch, ..., channels]`; `none` where there is no member.
 */
export function gatherMembers(
  to: Lowering,
  image: Value,
  { places, members, table }: WindowTable,
  none: number | bigint = 0,
): Value {
  const [batch, channels] = [image.shape[0]!, image.shape.at(-1)!];
  const count = sizeOf(image.shape.slice(1, -1));
  let rows = to.reshape(image, [batch, count, channels]);
  if (table.includes(-1)) {
    rows = to.concat([rows, to.fill(none, image.type, [batch, 1, channels])], 1);
  }
  const index = to.constant(table.map((it) => it < 0 ? count : it), "int32", [table.length]);
  const found = to.op("Gather", [rows, index], image.type, [batch, table.length, channels], {
    axis: 1,
  });
  return to.reshape(found, [batch, places, members, channels]);
}

/** Whether ONNX Runtime's operators for images compute a type, itself or rounded from float32. */
export function isNative(type: Value["type"]): boolean {
  return isFloating(type) && type !== "float64";
}

/** The same table with its first member wherever a place has none: nothing for a largest one. */
export function firstForNone({ places, members, table }: WindowTable): WindowTable {
  const full = table.map((it, i) => {
    if (it >= 0) return it;
    const start = i - i % members;
    return table.subarray(start, start + members).find((other) => other >= 0)!;
  });
  return { places, members, table: full };
}

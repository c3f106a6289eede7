/**
 * Windows that lie side by side and cover an image from its start: their elements as one tensor for
 * each place within the window, and back. What is computed of them is elementwise then.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { type Axis, each } from "./windows.ts";

/** Elements of a window up to which they are taken apart: each takes some operators. */
const MAX_MEMBERS = 9;

/** Whether windows lie side by side, with no padding; elements may be left over at the ends. */
export function areSideBySide(axes: readonly Axis[]): boolean {
  return sizeOf(each(axes, (it) => it.window)) <= MAX_MEMBERS &&
    axes.every((it) =>
      it.stride === it.window && it.dilation === 1 && it.before === 0 && it.after <= 0
    );
}

/** An image's axes, and where the first of them is among those of a tensor. */
export interface Placed {
  readonly axes: readonly Axis[];
  readonly first: number;
}

/** The elements of windows, by their place within the window, in its order: shapes of results. */
export function partsOf(to: Lowering, image: Value, { axes, first }: Placed): readonly Value[] {
  const covered = [...image.shape];
  axes.forEach((it, axis) => covered[first + axis] = it.output * it.window);
  const start = to.slice(image, covered.map(() => 0), covered);
  return axes.reduceRight<readonly Value[]>((parts, { window }, axis) => {
    const split = parts.map((part) => splitAt(to, part, first + axis, window));
    return Array.from({ length: window }, (_, i) => split.map((pieces) => pieces[i]!)).flat();
  }, [start]);
}

/** Every `count`th element along an axis, from each of the first `count` on. */
function splitAt(to: Lowering, x: Value, axis: number, count: number): readonly Value[] {
  if (count === 1) return [x];
  const dim = x.shape[axis]! / count;
  const [lead, tail] = [sizeOf(x.shape.slice(0, axis)) * dim, sizeOf(x.shape.slice(axis + 1))];
  const rows = to.reshape(x, [lead, count, tail]);
  const results = Array.from({ length: count }, () => ({ type: x.type, shape: [lead, 1, tail] }));
  return to.ops("Split", [rows, to.list(results.map(() => 1))], results, { axis: 1 })
    .map((piece) => to.reshape(piece, x.shape.with(axis, dim)));
}

/** An image of a shape from the elements of its windows; zeros where none of them is. */
export function imageOf(
  to: Lowering,
  parts: readonly Value[],
  shape: readonly number[],
  { axes, first }: Placed,
): Value {
  const [whole] = axes.reduce<readonly Value[]>((pieces, { window }, axis) => {
    const rest = pieces.length / window;
    return Array.from(
      { length: rest },
      (_, at) => joined(to, pieces.filter((_, i) => i % rest === at), first + axis),
    );
  }, parts);
  const missing = shape.map((dim, axis) => dim - whole!.shape[axis]!);
  if (missing.every((it) => it === 0)) return whole!;
  const pads = to.list([...missing.map(() => 0), ...missing]);
  return to.op("Pad", [whole, pads], whole!.type, shape);
}

/** Elements of several tensors in turn along an axis. */
function joined(to: Lowering, pieces: readonly Value[], axis: number): Value {
  const [{ shape }] = pieces as [Value];
  const lead = sizeOf(shape.slice(0, axis + 1));
  const tail = sizeOf(shape.slice(axis + 1));
  const rows = pieces.map((it) => to.reshape(it, [lead, 1, tail]));
  return to.reshape(to.concat(rows, 1), shape.with(axis, shape[axis]! * pieces.length));
}

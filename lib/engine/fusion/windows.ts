/**
 * Values that lie inside of others: parts that are taken out of a value where they are, and values
 * that are computed where the whole will be that they become parts of. Neither is copied.
 *
 * @module
 */
import { sizeOf } from "../cpu/plan_editor.ts";
import { contiguous, PADDING } from "../kernels/kernel.ts";
import type { GraphNode, Value } from "../plan/graph_types.ts";

/**
 * Elements that have to lie together for a part to be worth reading or writing in place. One alone
 * would not do: kernels have the innermost elements one after the other.
 */
const LEAST_RUN = 16;

/** Where a value lies. */
export interface Location {
  /** The value whose memory it is in. */
  readonly whole: Value;
  /** Elements before its first one. */
  readonly offset: number;
  /** Elements from one to the next along each axis, if they don't follow each other. */
  readonly strides: readonly number[] | undefined;
}

/** A part of a value: where it begins, and the steps along its axes. */
export interface Part {
  readonly value: Value;
  readonly begin: readonly number[];
}

/** A list of whole numbers that is known. */
function numbersOf(value: Value | undefined): number[] | undefined {
  return value?.host && Array.from(value.host as ArrayLike<number | bigint>, Number);
}

/** The parts that a node takes out of its first input, if it does only that. */
export function partsTaken({ op, domain, inputs, attributes, outputs }: GraphNode) {
  const [x] = inputs;
  if (domain !== undefined || !x) return undefined;
  if (op === "Split") {
    const axis = (attributes["axis"] ?? 0) as number;
    let at = 0;
    return outputs.map((value): Part => {
      const begin = x.shape.map((_, i) => i === axis ? at : 0);
      at += value.shape[axis]!;
      return { value, begin };
    });
  }
  if (op !== "Slice") return undefined;
  const [starts, axes, steps] = [inputs[1], inputs[3], inputs[4]].map(numbersOf);
  if (!starts || (inputs[3] && !axes) || steps?.some((it) => it !== 1)) return undefined;
  if (inputs[4] && !steps) return undefined;
  const begin = x.shape.map(() => 0);
  starts.forEach((start, i) => {
    const axis = axes?.[i] ?? i;
    const at = axis < 0 ? axis + x.shape.length : axis;
    const dim = x.shape[at]!;
    begin[at] = Math.min(dim, start < 0 ? Math.max(0, start + dim) : start);
  });
  return [{ value: outputs[0]!, begin }];
}

/** The parts that a node puts together, if it does only that. */
export function partsJoined({ op, domain, inputs, attributes }: GraphNode): Part[] | undefined {
  if (op !== "Concat" || domain !== undefined) return undefined;
  const rank = inputs[0]!.shape.length;
  const given = attributes["axis"] as number;
  const axis = given < 0 ? given + rank : given;
  let at = 0;
  return inputs.map((value): Part => {
    const begin = value!.shape.map((_, i) => i === axis ? at : 0);
    at += value!.shape[axis]!;
    return { value: value!, begin };
  });
}

/** Where a part lies in its whole, if enough of it lies together. */
function windowIn(whole: Value, { value: { shape }, begin }: Part): Location | undefined {
  const steps = contiguous(whole.shape);
  const own = contiguous(shape);
  const offset = begin.reduce((sum, at, axis) => sum + at * steps[axis]!, 0);
  const follows = shape.map((dim, axis) => dim === 1 || own[axis] === steps[axis]);
  if (follows.every(Boolean)) return { whole, offset, strides: undefined };
  const run = sizeOf({ shape: shape.slice(follows.lastIndexOf(false) + 1) });
  // The innermost axis that is interrupted is the one before: its own elements lie together.
  return run < LEAST_RUN ? undefined : { whole, offset, strides: steps };
}

/** The windows of a plan. */
export class Windows {
  readonly #sources: ReadonlyMap<Value, Value>;
  readonly #windows = new Map<Value, Location>();
  readonly #taken = new Set<Value>();
  readonly #wholes = new Set<Value>();
  readonly #pieces = new Map<Value, readonly Value[]>();

  /** @param sources For each value that is another one in a different shape, that one. */
  constructor(sources: ReadonlyMap<Value, Value>) {
    this.#sources = sources;
  }

  /** Where a value lies. */
  locate(value: Value): Location {
    const source = this.#sources.get(value) ?? value;
    const window = this.#windows.get(source);
    if (window === undefined) return { whole: source, offset: 0, strides: undefined };
    const outer = this.locate(window.whole);
    return { whole: outer.whole, offset: outer.offset + window.offset, strides: window.strides };
  }

  /** The value that a value was taken out of. */
  origin(value: Value): Value | undefined {
    return this.#taken.has(value) ? this.#windows.get(value)!.whole : undefined;
  }

  /** The values that a value was put together from, where they were computed. */
  pieces(value: Value): readonly Value[] | undefined {
    return this.#pieces.get(value);
  }

  /** Whether a value is a window, or consists of some: whoever makes the rest does not make it. */
  isApart(value: Value): boolean {
    return this.#taken.has(value) || this.#pieces.has(value);
  }

  /** Whether values were taken out of a value. */
  isWhole(value: Value): boolean {
    return this.#wholes.has(value);
  }

  /** Whether a value has its place inside of another one. */
  isInside(value: Value): boolean {
    return this.#windows.has(value);
  }

  /**
   * Takes parts out of a value where they are.
   *
   * @param allows Whether a part may be used as it would lie.
   */
  take(
    whole: Value,
    parts: readonly Part[],
    allows: (value: Value, isTogether: boolean) => boolean,
  ): boolean {
    if (whole.type !== "float32" || this.locate(whole).strides !== undefined) return false;
    const found = parts.map((part) => windowIn(whole, part));
    const fits = found.every((it, i) => it && allows(parts[i]!.value, it.strides === undefined));
    if (!fits) return false;
    this.#wholes.add(this.#sources.get(whole) ?? whole);
    parts.forEach(({ value }, i) => {
      this.#windows.set(value, found[i]!);
      this.#taken.add(value);
    });
    return true;
  }

  /**
   * Lets values be computed where the whole will be.
   *
   * @param allows Whether a value, which is a part or that part in another shape, may lie so.
   */
  join(
    whole: Value,
    parts: readonly Part[],
    allows: (value: Value, isTogether: boolean) => boolean,
  ): boolean {
    if (whole.type !== "float32") return false;
    const roots = parts.map(({ value }) => this.#sources.get(value) ?? value);
    if (new Set(roots).size < roots.length) return false;
    const found = parts.map((part) => windowIn(whole, part));
    const fits = roots.every((root, i) => {
      const it = found[i];
      if (!it || this.isInside(root) || sizeOf(root) !== sizeOf(parts[i]!.value)) return false;
      const isTogether = it.strides === undefined;
      // Some kernels write a little more than they have to.
      if (isTogether) return sizeOf(root) % PADDING === 0 && allows(root, true);
      return root === parts[i]!.value && !this.#pieces.has(root) && allows(root, false);
    });
    if (!fits) return false;
    roots.forEach((root, i) => this.#windows.set(root, found[i]!));
    this.#pieces.set(whole, roots);
    return true;
  }
}

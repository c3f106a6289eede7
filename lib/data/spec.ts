/**
 * What the elements of a dataset are: shapes and dtypes, nested as the elements are.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { pythonRepr } from "../display/python_repr.ts";
import { pack, type Structure, structureKey } from "../functions/nest.ts";
import { type PartialShape, TensorSpec } from "../functions/tensor_spec.ts";
import { aval } from "../tensor/aval.ts";
import { Tensor } from "../tensor/tensor.ts";
import { Trace } from "../tensor/trace.ts";
import { Inner, type Leaf, Row } from "./leaves.ts";
import { argumentsOf, elementOf } from "./nested.ts";
import { Element } from "./stage.ts";

/** What a dataset inside of an element is. */
export class DatasetSpec {
  /** What its elements are. */
  readonly elementSpec: unknown;

  /** The specification of datasets with such elements. */
  constructor(elementSpec: unknown) {
    this.elementSpec = elementSpec;
  }
}

displayable(DatasetSpec.prototype, {
  repr: (it) => `DatasetSpec(${pythonRepr(it.elementSpec)})`,
});

/** The specification of one leaf. */
export type LeafSpec = TensorSpec | { readonly inner: Spec };

/** The specification of an element. */
export interface Spec {
  readonly leaves: readonly LeafSpec[];
  readonly structure: Structure;
}

/** The specification as programs get it. */
export function specValue({ leaves, structure }: Spec): unknown {
  return pack(
    structure,
    leaves.map((it) => it instanceof TensorSpec ? it : new DatasetSpec(specValue(it.inner))),
  );
}

function leafSpec(it: Leaf): LeafSpec {
  if (it instanceof Inner) return { inner: it.stage.spec() };
  return new TensorSpec([...it.aval.shape], it.aval.dtype);
}

/** The specification of one element that is there. */
export function specOf({ leaves, structure }: Element): Spec {
  return { leaves: leaves.map(leafSpec), structure };
}

/** The same specification with other shapes. */
export function reshaped(
  { leaves, structure }: Spec,
  change: (shape: PartialShape) => PartialShape,
): Spec {
  const changed = leaves.map((it) =>
    it instanceof TensorSpec ? new TensorSpec(change(it.shape), it.dtype) : it
  );
  return { leaves: changed, structure };
}

/** What fits two specifications; the first one where they differ in more than dimensions. */
export function merged(a: Spec, b: Spec): Spec {
  const leaves = a.leaves.map((it, i) => {
    const other = b.leaves[i];
    if (!(it instanceof TensorSpec) || !(other instanceof TensorSpec)) return it;
    return new TensorSpec(mergedShape(it.shape, other.shape), it.dtype);
  });
  return { leaves, structure: a.structure };
}

function mergedShape(a: PartialShape, b: PartialShape): PartialShape {
  if (a === null || b === null || a.length !== b.length) return null;
  return a.map((dim, axis) => dim === b[axis] ? dim : null);
}

/** Whether elements of two specifications can stand in one dataset. */
export function sameKind(a: Spec, b: Spec): boolean {
  return structureKey(a.structure) === structureKey(b.structure) &&
    a.leaves.every((it, i) => {
      const other = b.leaves[i];
      const areTensors = it instanceof TensorSpec && other instanceof TensorSpec;
      return areTensors
        ? it.dtype === other.dtype
        : !(it instanceof TensorSpec || other instanceof TensorSpec);
    });
}

/** Primes in the place of dimensions that are not known; no multiples of each other. */
const STAND_INS = [83, 89] as const;

/**
 * What a function makes of such elements, found by tracing it with numbers in the place of what is
 * not known, twice; `undefined` where it reads values, or has effects that no trace can have.
 */
export function tracedSpec(
  where: string,
  input: Spec,
  run: (...args: unknown[]) => unknown,
): Spec | undefined {
  const dims: number[] = [];
  for (const it of input.leaves) {
    if (!(it instanceof TensorSpec) || it.shape === null) return undefined;
    dims.push(...it.shape.map((dim) => dim ?? -1));
  }
  try {
    const [first, second] = (dims.includes(-1) ? STAND_INS : [STAND_INS[0]]).map((standIn) => {
      const trace = new Trace(where);
      const leaves = (input.leaves as readonly TensorSpec[]).map(({ shape, dtype }) =>
        trace.abstract(aval(dtype, shape!.map((dim) => dim ?? standIn)), "an element")
      );
      const made = trace.record(() => run(...argumentsOf(new Element(leaves, input.structure))));
      // It goes on without a trace, with what stands for numbers: what becomes of it says nothing.
      if (made instanceof Promise) made.catch(() => {});
      return specOf(elementOf(where, "the function's result", made));
    });
    return second === undefined ? first : merged(first!, second);
  } catch {
    return undefined;
  }
}

/** Whether a leaf is a value, no dataset. */
export function isValue(it: Leaf): it is Row | Tensor {
  return it instanceof Row || it instanceof Tensor;
}

/**
 * What the tests of this folder share: the cpu device in use, tensors of plain values, their values,
 * and numeric derivatives.
 *
 * @module
 */
import { type DType, readElement } from "../../lib/arrays/dtypes.ts";
import { cpuProvider } from "../../lib/engine/cpu/provider.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { installTensorMethods } from "../../lib/ops/methods.ts";
import { asTensor } from "../../lib/ops/as_tensor.ts";
import type { TensorLike } from "../../lib/tensor/like.ts";
import { aval, type Shape } from "../../lib/tensor/aval.ts";
import { draw } from "../../lib/tensor/draw.ts";
import { read } from "../../lib/tensor/graph.ts";
import { onnxBackend } from "../../lib/tensor/onnx_backend.ts";
import { state } from "../../lib/tensor/state.ts";
import { Tensor } from "../../lib/tensor/tensor.ts";
import { VariableCore } from "../../lib/tensor/variable_core.ts";

installTensorMethods();
state.backend ??= onnxBackend(cpuProvider);

/** A tensor of plain values. */
export function tensor(value: TensorLike, dtype?: DType): Tensor {
  return asTensor("test", value, dtype);
}

/** A tensor of float64, for derivatives. */
export function double(value: TensorLike): Tensor {
  return asTensor("test", value, "float64");
}

/** The elements of a tensor or a variable, in order. */
export function values(it: Tensor | VariableCore): unknown[] {
  const value = it instanceof VariableCore ? it.current : it;
  const host = read(value);
  return Array.from({ length: value.size }, (_, i) => readElement(value.dtype, host, i));
}

/** The only element of a tensor or a variable. */
export function value(it: Tensor | VariableCore | null): number {
  return Number(values(it!)[0]);
}

/** A nested value with arrays of elements in the place of tensors. */
export function plain(it: unknown): unknown {
  if (it instanceof Tensor || it instanceof VariableCore) return values(it);
  if (Array.isArray(it)) return it.map(plain);
  if (typeof it !== "object" || it === null) return it;
  return Object.fromEntries(Object.entries(it).map(([key, item]) => [key, plain(item)]));
}

/** The derivative of a function of one tensor, by a tape. */
export function derivative(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return (x) => {
    const tape = new GradientTape();
    const y = tape.run(() => {
      tape.watch(x);
      return f(x);
    });
    return tape.gradient(y, x, { unconnectedGradients: "zero" }) as Tensor;
  };
}

/** The derivative of a function of one number by central differences. */
export function difference(f: (x: number) => number, x: number, step = 1e-5): number {
  return (f(x + step) - f(x - step)) / (2 * step);
}

/** Draws 1, 2, 3 ... over the life of the stream. */
export class Counter {
  count = 0;

  /** A tensor of the next numbers. */
  draw(shape: Shape = [], dtype: DType = "float64"): Tensor {
    const type = aval(dtype, shape);
    return draw(type, () => Float64Array.from({ length: type.size }, () => ++this.count));
  }
}

/** Runs with warnings kept instead of printed. */
export function warnings(run: () => void): string[] {
  const kept: string[] = [];
  // deno-lint-ignore no-console -- replaced while the test runs
  const before = console.warn;
  // deno-lint-ignore no-console -- replaced while the test runs
  console.warn = (...parts: unknown[]) => void kept.push(parts.map(String).join(" "));
  try {
    run();
  } finally {
    // deno-lint-ignore no-console -- as it was
    console.warn = before;
  }
  return kept;
}

/**
 * The tensorflow device: programs whose steps are TensorFlow's own operations, run one by one.
 *
 * @module
 */
import type { Binding } from "../engine/tensorflow/addon.ts";
import { TensorflowPool } from "../engine/tensorflow/pool.ts";
import type { Backend } from "./backend.ts";
import { compose } from "./compose.ts";
import { kernelFor } from "./primitive.ts";
import { compileProgram } from "./program.ts";
import { ProgramCache } from "./program_cache.ts";
import type { Node } from "./tensor.ts";
import { isForHost, tensorflowSegment } from "./tensorflow_segment.ts";

/** A device of TensorFlow's kernels. */
export interface TensorflowBackend extends Backend {
  /** The tensors it holds. */
  readonly pool: TensorflowPool;
}

/**
 * Whether a node is no call of TensorFlow's.
 *
 * @throws {TypeError} for a primitive that neither TensorFlow computes nor the host.
 */
function isCut({ bound, inputs }: Node): boolean {
  const { primitive, attrs } = bound;
  if (primitive.control !== undefined) return true;
  const takes = inputs.map(({ aval }) => aval);
  if (kernelFor(primitive, attrs, takes) !== undefined) return false;
  if (isForHost(bound, takes)) return true;
  throw new TypeError(
    `TensorFlow has no kernel for tf.${primitive.name}; compute it in tf.device("/CPU:0", ...)`,
  );
}

/** Whether a node is written in other primitives, as TensorFlow has no operation that is right. */
function isComposed({ bound: { primitive, attrs }, inputs }: Node): boolean {
  return primitive.compose !== undefined &&
    kernelFor(primitive, attrs, inputs.map(({ aval }) => aval)) === undefined;
}

/** Makes the device over a loaded addon. */
export function tensorflowBackend(binding: Binding): TensorflowBackend {
  const pool = new TensorflowPool(binding);
  const backend: TensorflowBackend = {
    name: "tensorflow",
    pool,
    programs: new ProgramCache(),
    compile(given) {
      const { outline, captured } = compose(given, isComposed);
      const program = compileProgram(
        outline,
        backend,
        (part) => tensorflowSegment(part, pool),
        isCut,
      );
      if (captured.length === 0) return program;
      return {
        bytes: program.bytes,
        release: () => program.release(),
        run: (leaves, outputs) => program.run([...leaves, ...captured], outputs),
      };
    },
  };
  return backend;
}

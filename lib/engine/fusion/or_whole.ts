/**
 * What becomes of plans in parts when helper threads were lost: one session, which computes in arrays
 * of its own.
 *
 * @module
 */
import type { Executable } from "../plan/graph_types.ts";
import { areHelpersLost } from "../threads/pool.ts";

/**
 * A plan that runs in parts for as long as that is safe.
 *
 * @param open Opens it as a whole.
 */
export function orWhole(parts: Executable, open: () => Executable): Executable {
  let whole: Executable | undefined;
  return {
    bytes: parts.bytes,
    run(inputs, outputs) {
      if (areHelpersLost()) (whole ??= open()).run(inputs, outputs);
      else parts.run(inputs, outputs);
    },
    release() {
      parts.release();
      whole?.release();
    },
  };
}

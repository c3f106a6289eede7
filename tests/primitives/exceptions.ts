/**
 * What the tables of tests leave out or let differ, each with its reason; there is no other way.
 *
 * @module
 */
import type { BackendName } from "../support/backends.ts";
import { type Case, isFinite } from "./cases.ts";

/** Primitives that no table can try, as they have no samples. */
export const UNSAMPLED: Readonly<Record<string, string>> = {
  "random.draw": "its values are the host's draws, which tests/random holds to NumPy's",
};

/** Primitives without a gradient though their results change with their inputs. */
export const CUT: Readonly<Record<string, string>> = {};

/** Samples that may differ from TensorFlow on a device. None has to: processors differ. */
export interface Exception {
  readonly device?: BackendName | "tensorflow";
  /** Only on adapters that compute on the processor. */
  readonly software?: true;
  readonly primitive: string;
  /** Which samples; default: all. */
  readonly when?: (it: Case) => boolean;
  readonly reason: string;
}

/** All samples that may differ. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    primitive: "math.erf",
    when: ({ inputs: [x] }) => x!.dtype === "float64" && !isFinite(x!),
    reason: "TensorFlow's erf of infinite float64 is not a number; it is 1 and -1 in float32",
  },
];

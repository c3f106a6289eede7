/**
 * Whether generated kernels compute what lies between products: `KERASAUR_FUSION=off` leaves all of
 * it to ONNX Runtime, for finding faults; `all` takes whatever kernels can, however small, for tests.
 *
 * @module
 */
import { host } from "../../platform/host.ts";

/** What the variable can say. */
export type FusionMode = "on" | "off" | "all";

const NAME = "KERASAUR_FUSION";
const MODES: readonly string[] = ["on", "off", "all"];

let mode: FusionMode | undefined;

/**
 * What the user said; `on` by default.
 *
 * @throws {RangeError} if the variable says something else.
 */
export function fusionMode(): FusionMode {
  if (mode !== undefined) return mode;
  const said = host.variable(NAME) ?? "on";
  if (!MODES.includes(said)) {
    throw new RangeError(`${NAME}: expected one of ${MODES.join(", ")}, received ${said}`);
  }
  return mode = said as FusionMode;
}

/**
 * The device that computes. What was asked for and is not there is an error that says so; nothing
 * falls back in silence.
 *
 * @module
 */
import { startEngine } from "../engine/mod.ts";
import { formatValue } from "../errors/format.ts";

/** Devices by name; `auto` takes the best one there is. */
export type DeviceName = "auto" | "cpu";

const DEVICES: readonly DeviceName[] = ["auto", "cpu"];

/**
 * Chooses the device; `KERASAUR_DEVICE` does the same from outside.
 *
 * @throws {RangeError} for a device that is not available.
 */
export function setDevice(name: DeviceName): void {
  if (!DEVICES.includes(name)) {
    const known = DEVICES.map((it) => JSON.stringify(it)).join(", ");
    throw new RangeError(
      `tf.config.setDevice: expected one of ${known}, received name=${
        formatValue(name)
      }; this version computes on the cpu device only`,
    );
  }
  startEngine();
}

/** The device in use. */
export function getDevice(): string {
  return "cpu";
}

/**
 * Loaded before suites that do not import the whole library: applies the environment, and holds
 * that it put the tensorflow device in use.
 *
 * @module
 */
import { deviceInUse } from "../../lib/devices/names.ts";
import "../../lib/start.ts";

if (deviceInUse() !== "tensorflow") {
  throw new Error("expected KERASAUR_DEVICE=tensorflow for suites on the tensorflow device");
}

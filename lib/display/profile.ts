/**
 * Whose text is printed: the versions and the platform that show in it.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";

/** The versions and the platform whose text is printed. */
export interface TextProfile {
  /** TensorFlow: 2.0 prints `id=` in tensors, 2.1 and later don't; default `2.0`. */
  tensorflow: "2.0" | "2.1";
  /**
   * NumPy: 2 adds `shape=` to the `repr` of summarised arrays, signs to integers, and writes
   * float32s from 1e6 on in scientific notation; default `1`.
   */
  numpy: "1" | "2";
  /** Default integer, whose dtype isn't printed: int64 on Linux, int32 on Windows; default `linux`. */
  platform: "linux" | "windows";
}

const CHOICES: { readonly [K in keyof TextProfile]: readonly TextProfile[K][] } = {
  tensorflow: ["2.0", "2.1"],
  numpy: ["1", "2"],
  platform: ["linux", "windows"],
};

let current: Readonly<TextProfile> = Object.freeze({
  tensorflow: "2.0",
  numpy: "1",
  platform: "linux",
});

/**
 * Changes whose text is printed, from now on; what is left out stays as it is.
 *
 * @throws {TypeError} If a value isn't a string.
 * @throws {RangeError} If a name or a value is unknown.
 */
export function setTextProfile(profile: Partial<TextProfile>): void {
  fromCaller(setTextProfile, () => {
    for (const [name, value] of Object.entries(profile)) {
      if (!Object.hasOwn(CHOICES, name)) {
        throw new RangeError(
          `setTextProfile: expected a part of the profile, received ${name}=${
            formatValue(value)
          }; ${suggestName(name, Object.keys(CHOICES))}`,
        );
      }
      checkOneOf<string>("setTextProfile", name, value, CHOICES[name as keyof TextProfile]);
    }
    current = Object.freeze({ ...current, ...profile });
    tensorflowVersion = `${current.tensorflow}.0`;
  });
}

/** The profile in force. */
export function getTextProfile(): Readonly<TextProfile> {
  return current;
}

/** TensorFlow's version string under the profile in force: `2.0.0`; follows its changes. */
export let tensorflowVersion: string = `${current.tensorflow}.0`;

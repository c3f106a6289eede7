/**
 * Factors of penalties, as Keras keeps them.
 *
 * @module
 */
import type { Option } from "../configuration/options.ts";
import { checkFinite } from "../errors/checks.ts";
import { getProfile } from "../random/profile.ts";

/**
 * A factor >= 0; `null` stands for the default. All are rounded to float32 where they multiply, and
 * before Keras 3 also in configurations, where 0.01 then reads 0.009999999776482582.
 *
 * @param isRounded Whether Keras 3 has it rounded in configurations too.
 */
export function factor(ifMissing: number, isRounded = false): Option<number | null, number> {
  return {
    required: false,
    ifMissing,
    read: (where, name, given) => {
      const value = checkFinite(where, name, given ?? ifMissing, { min: 0 });
      if (Math.fround(value) === Infinity) {
        throw new RangeError(
          `${where}: expected ${name} to be a float32, received ${name}=${value}`,
        );
      }
      return isRounded || getProfile() !== "keras3" ? Math.fround(value) : value;
    },
    write: (made) => made,
  };
}

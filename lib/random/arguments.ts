/**
 * Checks of what the random ops are given, made before anything is drawn.
 *
 * @module
 */
import { checkFinite, checkInteger, checkShape } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Limits, Moments } from "./draw.ts";
import type { Integer } from "./int64.ts";

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** An options object with no other keys than the known ones; `usage` shows one in an error. */
export function checkOptions(
  where: string,
  options: unknown,
  known: readonly string[],
  usage = `${where}(shape, { ${known[0]}: ... })`,
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(
      `${where}: expected an options object, received ${formatValue(options)}; write ${usage}`,
    );
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new TypeError(
        `${where}: expected options it knows, received ${key}=${
          formatValue((options as Record<string, unknown>)[key])
        }; ${suggestName(key, known)}`,
      );
    }
  }
}

/** A shape a tensor can have, and its number of elements. */
export function checkTensorShape(where: string, shape: unknown): { shape: Shape; size: number } {
  const dims = checkShape(where, shape);
  return { shape: dims, size: dims.reduce((product, dim) => product * dim, 1) };
}

/** A seed: a bigint, or a number that is a safe integer. */
export function checkSeed(where: string, seed: unknown, name = "seed"): Integer {
  if (typeof seed === "bigint") return seed;
  if (typeof seed !== "number") {
    throw new TypeError(
      `${where}: expected ${name} to be a whole number or a bigint, received ${name}=${
        formatValue(seed)
      }`,
    );
  }
  if (!Number.isSafeInteger(seed)) {
    const fix = Number.isInteger(seed) ? `; write it as a bigint: ${BigInt(seed)}n` : "";
    throw new RangeError(
      `${where}: expected ${name} to be a safe integer or a bigint, received ${name}=${seed}${fix}`,
    );
  }
  return seed;
}

/** A seed that fits a signed 64-bit integer, as the seeds of stateless ops have to. */
export function checkSeed64(where: string, seed: unknown, name = "seed"): Integer {
  const value = checkSeed(where, seed, name);
  if (typeof value === "bigint" && value !== BigInt.asIntN(64, value)) {
    throw new RangeError(
      `${where}: expected ${name} to fit a signed 64-bit integer, received ${name}=${value}n`,
    );
  }
  return value;
}

/** A finite number that stays finite as float32. */
export function checkFloat32(
  where: string,
  name: string,
  value: unknown,
  limits: { min?: number } = {},
): number {
  const number = checkFinite(where, name, value, limits);
  if (!Number.isFinite(Math.fround(number))) {
    throw new RangeError(
      `${where}: expected ${name} to be within float32's range of +-3.4028235e38, ` +
        `received ${name}=${number}`,
    );
  }
  return number;
}

/** Limits of a float32 draw. */
export function checkFloatLimits(where: string, minval: unknown, maxval: unknown): Limits {
  const low = checkFloat32(where, "minval", minval);
  const high = checkFloat32(where, "maxval", maxval);
  checkOrder(where, low, high);
  if (!Number.isFinite(Math.fround(high - low))) {
    throw new RangeError(
      `${where}: expected maxval - minval to be within float32's range of 3.4028235e38, ` +
        `received minval=${low}, maxval=${high}`,
    );
  }
  return { minval: low, maxval: high };
}

/** Limits of an int32 draw. */
export function checkIntegerLimits(where: string, minval: unknown, maxval: unknown): Limits {
  const bounds = { min: INT32_MIN, max: INT32_MAX };
  const low = checkInteger(where, "minval", minval, bounds);
  const high = checkInteger(where, "maxval", maxval, bounds);
  checkOrder(where, low, high);
  return { minval: low, maxval: high };
}

function checkOrder(where: string, minval: number, maxval: number): void {
  if (minval < maxval) return;
  throw new RangeError(
    `${where}: expected minval < maxval, received minval=${minval}, maxval=${maxval}`,
  );
}

/** Moments of a normal draw; a standard deviation of 0 gives the mean everywhere. */
export function checkMoments(where: string, mean: unknown, stddev: unknown): Moments {
  return {
    mean: checkFloat32(where, "mean", mean),
    stddev: checkFloat32(where, "stddev", stddev, { min: 0 }),
  };
}

/** One of the dtypes an op can draw. */
export function checkDType<T extends string>(
  where: string,
  dtype: unknown,
  known: readonly T[],
): T {
  if (known.includes(dtype as T)) return dtype as T;
  const listed = known.map((name) => JSON.stringify(name)).join(" or ");
  throw new TypeError(
    `${where}: expected dtype to be ${listed}, received dtype=${formatValue(dtype)}`,
  );
}

/** A truth value. */
export function checkBoolean(where: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(
    `${where}: expected ${name} to be true or false, received ${name}=${formatValue(value)}`,
  );
}

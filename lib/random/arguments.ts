/**
 * Checks of what the random ops are given, made before anything is drawn.
 *
 * @module
 */
import { type DType, DTYPES } from "../arrays/dtypes.ts";
import { checkFinite, checkInteger, checkShape } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { asShape } from "../ops/integers.ts";
import { sizeOf } from "../tensor/aval.ts";
import { isTracing } from "../tensor/trace.ts";
import type { IntegerLimits, Limits, Moments } from "./draw.ts";
import type { Integer } from "./int64.ts";
import { type FloatDType, type IntegerDType, LARGEST, ROUND } from "./rounding.ts";

/** A shape a tensor can have, and its number of elements. */
export function checkTensorShape(
  where: string,
  shape: unknown,
): { shape: number[]; size: number } {
  const isHeld = typeof shape === "object" && shape !== null &&
    (!Array.isArray(shape) || shape.some((dim) => typeof dim === "object"));
  const dims = isHeld ? asShape(where, shape) : checkShape(where, shape);
  return { shape: dims, size: sizeOf(dims) };
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

/** A finite number that stays finite in a float type. */
export function checkFloat(
  where: string,
  name: string,
  value: unknown,
  dtype: FloatDType = "float32",
  limits: { min?: number } = {},
): number {
  const number = checkFinite(where, name, value, limits);
  if (!Number.isFinite(ROUND[dtype](number))) {
    throw new RangeError(
      `${where}: expected ${name} to be within ${dtype}'s range of +-${LARGEST[dtype]}, ` +
        `received ${name}=${number}`,
    );
  }
  return number;
}

/** Limits of a draw of floats. */
export function checkFloatLimits(
  where: string,
  minval: unknown,
  maxval: unknown,
  dtype: FloatDType = "float32",
): Limits {
  const low = checkFloat(where, "minval", minval, dtype);
  const high = checkFloat(where, "maxval", maxval, dtype);
  checkOrder(where, low, high);
  if (!Number.isFinite(ROUND[dtype](high - low))) {
    throw new RangeError(
      `${where}: expected maxval - minval to be within ${dtype}'s range of ${LARGEST[dtype]}, ` +
        `received minval=${low}, maxval=${high}`,
    );
  }
  return { minval: low, maxval: high };
}

/** Limits of a draw of whole numbers. */
export function checkIntegerLimits(
  where: string,
  minval: unknown,
  maxval: unknown,
  dtype: IntegerDType = "int32",
): IntegerLimits {
  const low = checkWhole(where, "minval", minval, dtype);
  const high = checkWhole(where, "maxval", maxval, dtype);
  checkOrder(where, low, high);
  return { minval: low, maxval: high };
}

/** A whole number of a type: a number, or a bigint. */
function checkWhole(where: string, name: string, value: unknown, dtype: IntegerDType): Integer {
  const { min, max } = DTYPES[dtype] as { min: Integer; max: Integer };
  if (typeof value !== "bigint") {
    const bounds = dtype === "int32" ? { min: Number(min), max: Number(max) } : {};
    return checkInteger(where, name, value, bounds);
  }
  if (value < min || value > max) {
    throw new RangeError(
      `${where}: expected ${name} to be a whole number from ${min} to ${max}, received ${name}=${value}n`,
    );
  }
  return value;
}

function checkOrder(where: string, minval: Integer, maxval: Integer): void {
  if (minval < maxval) return;
  throw new RangeError(
    `${where}: expected minval < maxval, received minval=${minval}, maxval=${maxval}`,
  );
}

/** Moments of a normal draw; a standard deviation of 0 gives the mean everywhere. */
export function checkMoments(
  where: string,
  mean: unknown,
  stddev: unknown,
  dtype: FloatDType = "float32",
): Moments {
  return {
    mean: checkFloat(where, "mean", mean, dtype),
    stddev: checkFloat(where, "stddev", stddev, dtype, { min: 0 }),
  };
}

/** One of the dtypes an op can draw. */
export function checkDType<T extends DType>(
  where: string,
  dtype: unknown,
  known: readonly T[],
): T {
  if (known.includes(dtype as T)) return dtype as T;
  const names = known.map((name) => JSON.stringify(name));
  const listed = names.length > 2 ? `one of ${names.join(", ")}` : names.join(" or ");
  throw new TypeError(
    `${where}: expected dtype to be ${listed}, received dtype=${formatValue(dtype)}`,
  );
}

/** Throws while a function is traced: what it would take there would be the same in each run. */
export function checkEager(where: string, fix: string): void {
  if (!isTracing()) return;
  throw new TypeError(
    `${where}: cannot give its values while a function is traced, as each run has other ones; ${fix}`,
  );
}

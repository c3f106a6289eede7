/**
 * Dtype policies: the type a layer computes in and the type of its weights.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { displayable } from "../../display/inspect.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatValue } from "../../errors/format.ts";
import { suggestName } from "../../errors/nearest.ts";
import { getProfile } from "../../random/profile.ts";

/** Policies of layers that give whole numbers. */
const WHOLE = ["int32", "int64"] as const;
type WholeName = typeof WHOLE[number];

/** A policy by its name. */
export type PolicyName =
  | "float32"
  | "float64"
  | "float16"
  | "bfloat16"
  | "int32"
  | "int64"
  | "mixed_float16"
  | "mixed_bfloat16";

/** Type of computations and type of weights, by policy. */
const POLICIES: Readonly<
  Record<Exclude<PolicyName, WholeName>, readonly [compute: DType, variable: DType]>
> = {
  float32: ["float32", "float32"],
  float64: ["float64", "float64"],
  float16: ["float16", "float16"],
  bfloat16: ["bfloat16", "bfloat16"],
  mixed_float16: ["float16", "float32"],
  mixed_bfloat16: ["bfloat16", "float32"],
};

/**
 * A policy: `"mixed_float16"` computes in float16 with weights of float32, `"float32"` does both in
 * float32.
 *
 * @throws {RangeError} for an unknown name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const policy = new tf.keras.DTypePolicy("mixed_bfloat16");
 * assertEquals([policy.computeDtype, policy.variableDtype], ["bfloat16", "float32"]);
 * ```
 */
export class DTypePolicy {
  /** Its name. */
  readonly name: PolicyName;

  /** @param name One of the float types, for layers of categories `"int32"` or `"int64"`, `"mixed_float16"` or `"mixed_bfloat16"`. */
  constructor(name: PolicyName) {
    this.name = fromCaller(new.target, () => checkPolicy("DTypePolicy", "name", name, true));
  }

  /** Type of computations. */
  get computeDtype(): DType {
    return typesOf(this.name)[0];
  }

  /** Type of weights. */
  get variableDtype(): DType {
    return typesOf(this.name)[1];
  }

  /** What makes an equal policy. */
  getConfig(): { name: PolicyName } {
    return { name: this.name };
  }

  /** A policy of the options in a configuration. */
  static fromConfig(config: { name: PolicyName }): DTypePolicy {
    return new DTypePolicy(config.name);
  }
}

displayable(DTypePolicy.prototype, { repr: ({ name }) => `<DTypePolicy "${name}">` });

const isWhole = (name: unknown): name is WholeName => WHOLE.some((it) => it === name);

/** The types of a policy. */
function typesOf(name: PolicyName): readonly [compute: DType, variable: DType] {
  return isWhole(name) ? [name, name] : POLICIES[name];
}

function checkPolicy(
  where: string,
  option: string,
  name: unknown,
  takesWhole: boolean,
): PolicyName {
  if (takesWhole && isWhole(name)) return name;
  if (typeof name === "string" && Object.hasOwn(POLICIES, name)) return name as PolicyName;
  const Kind = typeof name === "string" ? RangeError : TypeError;
  throw new Kind(
    `${where}: expected ${option} to be the name of a float type or of a policy, received ${option}=${
      formatValue(name)
    }; ${suggestName(String(name), Object.keys(POLICIES))}`,
  );
}

/** A policy as an option: its name, itself, or its configuration. */
export type PolicyIdentifier =
  | PolicyName
  | DTypePolicy
  | { class_name: string; config: Record<string, unknown> };

let globalPolicy = new DTypePolicy("float32");

/** The policy of layers that are given no dtype. */
export function dtypePolicy(): DTypePolicy {
  return globalPolicy;
}

/**
 * Sets the policy of layers that are given no dtype.
 *
 * @throws {RangeError} for an unknown name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * tf.keras.mixedPrecision.setGlobalPolicy("mixed_bfloat16");
 * const dense = new tf.keras.layers.Dense(1);
 * assertEquals([dense.computeDtype, dense.variableDtype], ["bfloat16", "float32"]);
 * tf.keras.mixedPrecision.setGlobalPolicy("float32");
 * ```
 */
export function setDtypePolicy(policy: PolicyIdentifier): void {
  globalPolicy = fromCaller(setDtypePolicy, () => policyOf("setDtypePolicy", "policy", policy));
}

/**
 * The policy of an option; without one, the global policy.
 *
 * @param takesWhole Whether it may be one of whole numbers.
 */
export function policyOf(
  where: string,
  option: string,
  given: unknown,
  takesWhole = false,
): DTypePolicy {
  if (given === undefined || given === null) return globalPolicy;
  if (given instanceof DTypePolicy) {
    checkPolicy(where, option, given.name, takesWhole);
    return given;
  }
  const isConfig = typeof given === "object" && "config" in given;
  const name = isConfig ? (given.config as { name?: unknown }).name : given;
  return new DTypePolicy(checkPolicy(where, option, name, takesWhole));
}

/** A policy as configurations have it. */
export function serializePolicy(policy: DTypePolicy): unknown {
  if (getProfile() === "keras3") {
    return {
      module: "keras",
      class_name: "DTypePolicy",
      config: policy.getConfig(),
      registered_name: null,
    };
  }
  const isMixed = policy.computeDtype !== policy.variableDtype;
  return isMixed ? { class_name: "Policy", config: policy.getConfig() } : policy.name;
}

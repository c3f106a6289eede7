/**
 * Which weights do not decay.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { Variable } from "../functions/variable.ts";

/** Arguments of `excludeFromWeightDecay`. */
export interface ExcludeArguments {
  /** Variables that do not decay. */
  varList?: readonly Variable[] | null;
  /** Regular expressions: variables in whose names one of them is found do not decay. */
  varNames?: readonly string[] | null;
}

/** A set of variables, by themselves or by their names. */
export class Excluded {
  readonly #variables: ReadonlySet<Variable>;
  readonly #names: RegExp | undefined;

  /** Checks and takes the two lists. */
  constructor(where: string, { varList, varNames }: ExcludeArguments = {}) {
    const variables: readonly unknown[] = varList ?? [];
    const names: readonly unknown[] = varNames ?? [];
    if (!Array.isArray(variables) || !variables.every((it) => it instanceof Variable)) {
      throw new TypeError(
        `${where}: expected varList to be a list of variables, received varList=${
          formatValue(varList)
        }`,
      );
    }
    if (!Array.isArray(names) || !names.every((it) => typeof it === "string")) {
      throw new TypeError(
        `${where}: expected varNames to be a list of texts, received varNames=${
          formatValue(varNames)
        }`,
      );
    }
    this.#variables = new Set(variables);
    this.#names = names.length === 0 ? undefined : new RegExp(names.join("|"));
  }

  /** Whether a variable is among them. */
  has(variable: Variable): boolean {
    return this.#variables.has(variable) || (this.#names?.test(variable.name) ?? false);
  }
}

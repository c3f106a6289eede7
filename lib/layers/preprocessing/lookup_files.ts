/**
 * What lookup layers have in files besides their configuration: the vocabulary that they learned, a
 * token a line, and the weights of tokens.
 *
 * @module
 * @internal
 */
import { NdArray } from "../../display/ndarray.ts";
import { formatShape, formatValue } from "../../errors/format.ts";

/** What a layer keeps in files besides its weights. */
export interface FileState {
  /** Texts by the names of their files. */
  readonly files: ReadonlyMap<string, string>;
  /** Arrays by name. */
  readonly arrays: ReadonlyMap<string, NdArray>;
  /** The property under which Keras writes the same once more. */
  readonly inner?: string;
}

const FILE = "vocabulary.txt";
const WEIGHTS = "idf_weights";

/** The file of a vocabulary. */
export function vocabularyFile(
  label: string,
  tokens: readonly (string | number | null)[],
): [string, string] {
  const torn = tokens.find((it) => typeof it === "string" && /[\r\n]/.test(it));
  if (torn === undefined) return [FILE, tokens.join("\n")];
  throw new TypeError(
    `Cannot save ${label}: expected tokens without line breaks, as files have one a line, received ${
      formatValue(torn)
    }; give the vocabulary to the layer as an option`,
  );
}

/** The lines of a vocabulary's file, if there is one. */
export function vocabularyIn(files: FileState["files"]): string[] | undefined {
  return files.get(FILE)?.replaceAll(/\r\n?/g, "\n").split("\n");
}

/** Tokens that are whole numbers. */
export function wholes(where: string, lines: readonly string[]): number[] {
  return lines.map((line) => {
    const value = /^-?\d+$/.test(line) ? Number(line) : NaN;
    if (Number.isSafeInteger(value)) return value;
    throw new SyntaxError(
      `${where}: expected a whole number in each line of ${FILE}, received ${formatValue(line)}`,
    );
  });
}

/** Weights of tokens as a file has them. */
export function weightArrays(weights: readonly number[] | undefined): Map<string, NdArray> {
  if (weights === undefined) return new Map();
  return new Map([[WEIGHTS, new NdArray(Float32Array.from(weights), [weights.length], "float32")]]);
}

/** The weights of so many tokens. */
export function weightsIn(where: string, arrays: FileState["arrays"], count: number): number[] {
  const found = arrays.get(WEIGHTS);
  if (found?.dtype === "float32" && found.shape.length === 1 && found.shape[0] === count) {
    return Array.from(found.data as Float32Array);
  }
  throw new TypeError(
    `${where}: expected ${WEIGHTS} of shape [${count}] and dtype float32 in the file, received ${
      found === undefined ? "none" : `${found.dtype} of shape ${formatShape(found.shape)}`
    }`,
  );
}

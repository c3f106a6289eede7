/**
 * Options of the callback `TensorBoard`.
 *
 * @module
 */
import type { Option, RowsOf } from "../../configuration/options.ts";
import { flag, integer, row } from "../../configuration/rows.ts";
import { formatValue } from "../../errors/format.ts";
import type { FilePath } from "../../io/files.ts";
import { path } from "../options.ts";

/** When batches are written: not at all, all of them, or each of a number. */
export type UpdateFrequency = "epoch" | "batch" | number;

/** Options of `TensorBoard`. */
export interface TensorBoardOptions {
  /** Folder of the files; default `"logs"`. */
  logDir?: FilePath | undefined;
  /** After how many epochs the spread of weights is written; default 0: never. */
  histogramFreq?: number | undefined;
  /** Whether the model's layers are written; default `true`. */
  writeGraph?: boolean | undefined;
  /** Whether weights are written as pictures along with their spread; default `false`. */
  writeImages?: boolean | undefined;
  /** Whether the number of steps in a second is written; default `false`. */
  writeStepsPerSecond?: boolean | undefined;
  /**
   * `"epoch"`: loss and metrics at the ends of epochs; `"batch"` or a number >= 1: besides those of
   * every or of each so many batches; default `"epoch"`.
   */
  updateFreq?: UpdateFrequency | undefined;
  /** Batches whose time is taken apart; 0, the default: none, as that is left out. */
  profileBatch?: number | string | readonly number[] | undefined;
  /** After how many epochs embeddings are written; 0, the default: never, as that is left out. */
  embeddingsFreq?: number | undefined;
  /** Names for embeddings; `null`, the default, as they are left out. */
  embeddingsMetadata?: string | Readonly<Record<string, string>> | null | undefined;
}

/** Their order. */
export type TensorBoardNames = [
  "logDir",
  "histogramFreq",
  "writeGraph",
  "writeImages",
  "writeStepsPerSecond",
  "updateFreq",
  "profileBatch",
  "embeddingsFreq",
  "embeddingsMetadata",
];

function updateFrequency() {
  return row<UpdateFrequency, "epoch" | number, "epoch">("epoch", (where, name, given) => {
    if (given === "epoch") return given;
    if (given === "batch") return 1;
    if (Number.isInteger(given) && given > 0) return given;
    const Kind = typeof given === "string" || typeof given === "number" ? RangeError : TypeError;
    throw new Kind(
      `${where}: expected ${name} to be "epoch", "batch" or a number of batches >= 1, received ${name}=${
        formatValue(given)
      }`,
    );
  });
}

/** An option whose default alone can be given. */
function leftOut<Given>(ifMissing: Given, why: string): Option<Given, Given> {
  return {
    required: false,
    ifMissing,
    takesObjects: true,
    read(where, name, given) {
      if (given === ifMissing) return given;
      throw new TypeError(
        `${where}: expected ${name} to be ${
          formatValue(ifMissing)
        }, since ${why}, received ${name}=${formatValue(given)}`,
      );
    },
    write: (made) => made,
  };
}

/** The options. */
export const OPTIONS = [
  ["logDir", path<FilePath>("logs")],
  ["histogramFreq", integer(0, { min: 0 })],
  ["writeGraph", flag(true)],
  ["writeImages", flag(false)],
  ["writeStepsPerSecond", flag(false)],
  ["updateFreq", updateFrequency()],
  [
    "profileBatch",
    leftOut<number | string | readonly number[]>(0, "TensorFlow's profiler is left out"),
  ],
  ["embeddingsFreq", leftOut<number>(0, "embeddings for TensorBoard are left out")],
  [
    "embeddingsMetadata",
    leftOut<string | Readonly<Record<string, string>> | null>(
      null,
      "embeddings for TensorBoard are left out",
    ),
  ],
] as const satisfies RowsOf<TensorBoardOptions, TensorBoardNames>;

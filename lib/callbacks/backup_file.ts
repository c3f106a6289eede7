/**
 * The file of a backup: weights, the optimizer's variables, and where the training was, in one
 * `.npz` archive, so that they belong together however the program ends.
 *
 * @module
 */
import { convertStorage } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import type { Variable } from "../functions/variable.ts";
import { ByteReader } from "../io/byte_reader.ts";
import { readPlainFile } from "../io/files.ts";
import { saveFile } from "../io/save_file.ts";
import { decodeNpz, encodeNpz } from "../io/npz.ts";
import { assignWeights } from "../layers/base/weights.ts";
import type { CallbackModel } from "./model.ts";

/** Where a training was. */
export interface Position {
  /** Epochs that are done. */
  readonly epoch: number;
  /** Batches of the next that are done. */
  readonly batch: number;
}

/** The entry with what is no array. */
const STATE = "training_state";
/** Number of the layout. */
const VERSION = 1;

/** Values of variables under their numbers; NumPy has no bfloat16, but float32 holds every one. */
function numbered(prefix: string, variables: Iterable<Variable>): [string, NdArray][] {
  return Array.from(variables, (variable, i) => {
    const array = variable.numpy() as NdArray;
    const storable = array.dtype === "bfloat16"
      ? new NdArray(
        convertStorage(array.data as Uint16Array<ArrayBuffer>, "bfloat16", "float32"),
        array.shape,
        "float32",
      )
      : array;
    return [`${prefix}/${i}`, storable];
  });
}

/** Writes a backup. */
export function writeBackup(path: string, model: CallbackModel, position: Position): void {
  const state = { version: VERSION, ...position, random: model.randomState?.() ?? null };
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const arrays: [string, NdArray][] = [
    [STATE, new NdArray(bytes, [bytes.length], "uint8")],
    ...numbered("weights", model.weights),
    ...numbered("optimizer", model.optimizer?.variables ?? []),
  ];
  const where = `BackupAndRestore: ${JSON.stringify(path)}`;
  saveFile(where, path, encodeNpz(where, arrays));
}

/** Reads a backup into a model, all of it or nothing; gives where the training was. */
export function readBackup(path: string, model: CallbackModel): Position {
  const where = `BackupAndRestore: ${JSON.stringify(path)}`;
  const arrays = decodeNpz(new ByteReader(where, readPlainFile(where, path)));
  const state = stateOf(where, arrays.get(STATE));
  const under = (prefix: string) =>
    [...arrays].filter(([name]) => name.startsWith(`${prefix}/`)).map(([, array]) => array);
  const { optimizer } = model;
  if (optimizer !== null && !optimizer.built) optimizer.build(model.trainableVariables);
  const variables = [...model.weights, ...optimizer?.variables ?? []];
  assignWeights(`${model.label}, with its optimizer's, from ${path}`, variables, [
    ...under("weights"),
    ...under("optimizer"),
  ]);
  if (state.random !== null) model.setRandomState?.(state.random);
  return state;
}

function stateOf(where: string, array: NdArray | undefined): Position & { random: unknown } {
  if (array?.dtype === "uint8") {
    const state = JSON.parse(new TextDecoder().decode(array.data as Uint8Array<ArrayBuffer>));
    const { version, epoch, batch, random } = state;
    if (version === VERSION && Number.isInteger(epoch) && Number.isInteger(batch)) {
      return { epoch, batch, random };
    }
  }
  throw new SyntaxError(
    `${where}: expected a file that BackupAndRestore wrote, found no ${STATE} of version ${VERSION} in it; remove it to begin anew`,
  );
}

/**
 * A dataset of files: each is read when its element is needed, and stands beside its label.
 *
 * @module
 */
import { Dataset } from "../data/dataset.ts";
import { stageSymbol } from "../data/nested.ts";
import type { Spec } from "../data/spec.ts";
import { derived } from "../data/stage.ts";
import { formatValue } from "../errors/format.ts";
import { flatten } from "../functions/nest.ts";
import { TensorSpec } from "../functions/tensor_spec.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { read } from "../tensor/graph.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Folder, FolderDataset, LabelMode } from "./folder_arguments.ts";
import { type LabelledFiles, labelledFiles, partOf } from "./folder_files.ts";

/** How a kind of files becomes elements. */
export interface Reader {
  /** Ends of the files' names. */
  readonly formats: readonly string[];
  /** What elements are. */
  readonly spec: TensorSpec;
  /** The tensor of a file. */
  load(path: string): Tensor;
  /** Puts elements into batches; default: those of one shape. */
  batch?<T>(dataset: Dataset<T>, size: number): Dataset<T>;
}

/** What is shuffled at once where there are no batches, as Keras has it. */
const SHUFFLED = 1024;

function labelsOf(labels: readonly number[], mode: LabelMode, classes: number) {
  if (mode === "int") return { values: asTensor("labels", [...labels], "int32"), shape: [] };
  if (mode === "binary") {
    return { values: asTensor("labels", labels.map((it) => [it]), "float32"), shape: [1] };
  }
  const rows = labels.map((it) => Array.from({ length: classes }, (_, i) => i === it ? 1 : 0));
  return { values: asTensor("labels", rows, "float32"), shape: [classes] };
}

/** The dataset of some files. */
function datasetOf(
  folder: Folder,
  { paths, labels, classNames }: LabelledFiles,
  reader: Reader,
  isShuffled: boolean,
): FolderDataset<unknown> {
  const { where, labelMode, batchSize, seed } = folder;
  const specs = [reader.spec];
  const file = asTensor(where, [...paths]);
  let source: unknown = file;
  if (labels !== null) {
    const { values, shape } = labelsOf(labels, labelMode!, classNames!.length);
    specs.push(new TensorSpec(shape, values.dtype));
    source = [file, values];
  }
  let dataset = Dataset.fromTensorSlices(source) as Dataset<unknown>;
  if (isShuffled) {
    dataset = dataset.shuffle({ bufferSize: batchSize === null ? SHUFFLED : 8 * batchSize, seed });
  }
  const load = (path: Tensor, label?: Tensor) => {
    const [text] = read(path) as readonly string[];
    const value = reader.load(text!);
    return label === undefined ? value : [value, label];
  };
  const loaded = dataset.map(load as (...given: unknown[]) => unknown);
  const stage = loaded[stageSymbol];
  const { structure } = flatten(
    specs.length === 1 ? specs[0] : specs,
    (it) => it instanceof TensorSpec ? it : undefined,
  );
  const spec = (): Spec => ({ leaves: specs, structure });
  const known = new Dataset<unknown>(derived(stage, { where, open: () => stage.open(), spec }));
  const batched = batchSize === null
    ? known
    : reader.batch?.(known, batchSize) ?? known.batch(batchSize);
  return Object.assign(batched.prefetch(-1), { classNames, filePaths: paths });
}

/**
 * The dataset of a folder, or those of both parts.
 *
 * @throws {RangeError} where there are no files, and as {@linkcode labelledFiles} does.
 */
export function folderDataset(folder: Folder, reader: Reader): unknown {
  const { where, directory, subset, isShuffled } = folder;
  const files = labelledFiles(folder, reader.formats);
  if (files.paths.length === 0) {
    throw new RangeError(
      `${where}: expected files that end with ${reader.formats.join(", ")}, received none in ${
        formatValue(directory)
      }`,
    );
  }
  if (subset !== "both") {
    const part = subset === null ? files : partOf(folder, files, subset);
    return datasetOf(folder, part, reader, isShuffled);
  }
  const parts = [partOf(folder, files, "training"), partOf(folder, files, "validation")] as const;
  return [
    datasetOf(folder, parts[0], reader, isShuffled),
    datasetOf(folder, parts[1], reader, false),
  ];
}

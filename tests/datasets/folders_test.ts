/**
 * Datasets of folders, windows over series, single images and sounds against real Keras.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { replaceProgressSink } from "../../lib/callbacks/progress_sink.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { fromBase64 } from "../io/goldens.ts";
import { isClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

interface GoldenArray {
  dtype: string;
  shape: number[];
  values?: string[];
  bytes?: string;
}

type Options = Record<string, unknown>;

const FILE = new URL("../goldens/data/folders.json.gz", import.meta.url);
const golden = JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE)))) as {
  files: Record<string, string>;
  cases: Record<string, {
    kind: "image" | "text" | "audio";
    where: string;
    options: Options;
    said: string;
    parts: {
      class_names: string[] | null;
      file_paths: string[];
      cardinality: number;
      spec: [number[], string][];
      epochs: GoldenArray[][][];
    }[];
  }>;
  series: {
    data: GoldenArray;
    targets: GoldenArray | null;
    options: Options;
    epochs: GoldenArray[][][];
  }[];
  images: { file: string; made: { options: Options; image: GoldenArray }[] }[];
  arrays: { x: GoldenArray; options: Options; image: GoldenArray }[];
  waves: { file: string; options: Options; audio: GoldenArray; rate: number }[];
  encoded: { audio: GoldenArray; file: string };
  smart: { x: GoldenArray; size: number[]; y: GoldenArray }[];
};

const CLASSES = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint8: Uint8Array,
} as const;

function valuesOf({ dtype, values, bytes }: GoldenArray): ArrayLike<number | string> {
  return values ?? new CLASSES[dtype as "float32"](fromBase64(bytes!).buffer);
}

const tensorOf = (it: GoldenArray) =>
  tf.reshape(tf.constant(Array.from(valuesOf(it)) as number[], it.dtype as "float32"), it.shape);

const ours = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).map(([name, it]) => [camelCase(name), it]));

const NEAR = tolerance("elementwise");

function assertArray(y: tf.Tensor | tf.NdArray, want: GoldenArray, where: string): void {
  assertEquals([[...y.shape], y.dtype], [want.shape, want.dtype], where);
  const flat = y instanceof tf.Tensor ? tf.reshape(y, [-1]).numpy().data : y.data;
  const found = flat as ArrayLike<number | string>;
  const values = valuesOf(want);
  for (let i = 0; i < values.length; i++) {
    const [a, b] = [found[i]!, values[i]!];
    const isSame = typeof a === "number" && want.dtype === "float32"
      ? isClose(a, b as number, NEAR)
      : a === b;
    assert(isSame, `${where}: ${a} instead of ${b} at ${i}`);
  }
}

/** Runs with the folder of the goldens and what is said meanwhile. */
function withFolder<T>(run: (folder: string, said: () => string) => T): T {
  const folder = Deno.makeTempDirSync();
  let text = "";
  using _sink = replaceProgressSink({
    canRewrite: false,
    hasColours: false,
    now: () => 0,
    isReady: () => true,
    begin() {},
    write: (it) => void (text += it),
    end() {},
  });
  try {
    for (const [name, file] of Object.entries(golden.files)) {
      tf.io.writeFile(`${folder}/${name}`, fromBase64(file));
    }
    return run(folder, () => text);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const elementsOf = (it: unknown) => (Array.isArray(it) ? it : [it]) as tf.Tensor[];

for (const [name, { kind, where, options, said, parts }] of Object.entries(golden.cases)) {
  Deno.test(`a folder's ${name}: Keras's elements in its order, twice`, () => {
    withFolder((folder, text) => {
      const make = {
        image: tf.keras.utils.imageDatasetFromDirectory,
        text: tf.keras.utils.textDatasetFromDirectory,
        audio: tf.keras.utils.audioDatasetFromDirectory,
      }[kind] as (path: string, options: Options) => unknown;
      const path = where === "." ? folder : `${folder}/${where}`;
      const made = make(path, ours(options));
      assertEquals(text(), said);
      const datasets = Array.isArray(made) ? made : [made];
      assertEquals(datasets.length, parts.length);
      parts.forEach((part, i) => {
        const data = datasets[i] as tf.data.Dataset<unknown> & {
          classNames: unknown;
          filePaths: string[];
        };
        assertEquals(data.classNames, part.class_names);
        if (part.file_paths.length > 0) {
          assertEquals(data.filePaths.map((it) => it.slice(folder.length + 1)), part.file_paths);
        }
        assertEquals(Number(data.cardinality()), part.cardinality);
        const spec = elementsOf(data.elementSpec) as unknown as tf.TensorSpec[];
        assertEquals(spec.map((it) => [it.shape, it.dtype] as unknown), part.spec);
        for (const epoch of part.epochs) {
          const batches = [...data].map(elementsOf);
          assertEquals(batches.length, epoch.length);
          epoch.forEach((want, j) => {
            want.forEach((it, k) => assertArray(batches[j]![k]!, it, `batch ${j}, ${k}`));
          });
        }
      });
    });
  });
}

Deno.test("timeseriesDatasetFromArray() gives Keras's windows in its order, twice", () => {
  for (const { data, targets, options, epochs } of golden.series) {
    const made = tf.keras.utils.timeseriesDatasetFromArray({
      data: tensorOf(data),
      targets: targets && tensorOf(targets),
      ...ours(options),
    } as never) as tf.data.Dataset<unknown>;
    for (const epoch of epochs) {
      const batches = [...made].map(elementsOf);
      assertEquals(batches.length, epoch.length);
      epoch.forEach((want, j) => {
        want.forEach((it, k) => assertArray(batches[j]![k]!, it, JSON.stringify(options)));
      });
    }
  }
});

Deno.test("timeseriesDatasetFromArray() refuses what fits no window", () => {
  const make = tf.keras.utils.timeseriesDatasetFromArray as (...given: unknown[]) => unknown;
  const series = tf.range(10);
  const cases: [unknown[], ErrorConstructor, string][] = [
    [[series, null, 11], RangeError, "expected a window of 11 steps by 1 in steps 0 to 9"],
    [[series, null, 3, { startIndex: 10 }], RangeError, "startIndex"],
    [[series, null, 3, { startIndex: 4, endIndex: 4 }], RangeError, "endIndex"],
    [[series, null, 3, { endIndex: 10 }], RangeError, "endIndex"],
    [[series, null, 3, 10], RangeError, "sequenceStride"],
    [[series, null, 3, 1, 0], RangeError, "samplingRate"],
    [[series, tf.range(4), 3, { startIndex: 3 }], RangeError, "expected a target for the window"],
    [[5, null, 3], TypeError, "expected arrays with a first axis"],
    [[series, null, 3, { format: "grain" }], RangeError, "format"],
  ];
  for (const [given, , text] of cases) {
    const error = assertThrows(() => make(...given), Error, text);
    assert(error.message.startsWith("tf.keras.utils.timeseriesDatasetFromArray: "), error.message);
  }
});

Deno.test("loadImg() gives Keras's images, in other sizes and channels", () => {
  for (const { file, made } of golden.images) {
    for (const { options, image } of made) {
      const y = tf.keras.utils.loadImg(fromBase64(file), ours(options) as never);
      assertArray(y, image, JSON.stringify(options));
    }
  }
});

Deno.test("arrayToImg(), imgToArray() and saveImg() are there and back", () => {
  for (const { x, options, image } of golden.arrays) {
    const y = tf.keras.utils.arrayToImg(tensorOf(x), ours(options) as never);
    assertArray(y, image, JSON.stringify(options));
  }
  const image = tf.keras.utils.loadImg(fromBase64(golden.images[0]!.file));
  const first = tf.keras.utils.imgToArray(image, "channels_first");
  assertEquals([first.shape, first.dtype], [[3, 9, 13], "float32"]);
  const back = tf.keras.utils.arrayToImg(first, { dataFormat: "channels_first", scale: false });
  assertEquals(back.toArray(), image.toArray());
  const folder = Deno.makeTempDirSync();
  try {
    tf.keras.utils.saveImg(`${folder}/a.png`, image, { scale: false });
    assertEquals(tf.keras.utils.loadImg(`${folder}/a.png`).toArray(), image.toArray());
    tf.keras.utils.saveImg(`${folder}/a.jpg`, image);
    assertEquals(tf.keras.utils.loadImg(`${folder}/a.jpg`).shape, [9, 13, 3]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
  const cases: [() => unknown, string][] = [
    [() => tf.keras.utils.arrayToImg([[[300]]], { scale: false }), "expected values from 0 to 255"],
    [() => tf.keras.utils.arrayToImg([[1, 2]]), "with 1, 3 or 4 channels"],
    [() => tf.keras.utils.arrayToImg([[[NaN]]]), "received NaN"],
    [() => tf.keras.utils.imgToArray([1]), "two or three dimensions"],
    [() => tf.keras.utils.saveImg("x.tiff", [[[1]]]), "expected a file that ends with .png"],
    [() => tf.keras.utils.loadImg("x.png", { colorMode: "bgr" as "rgb" }), "colorMode"],
    [() => tf.keras.utils.loadImg("/no/such.png"), "leads to nothing"],
  ];
  for (const [run, text] of cases) assertThrows(run, Error, text);
});

Deno.test("smartResize() gives Keras's images", () => {
  for (const { x, size, y } of golden.smart) {
    const made = tf.keras.preprocessing.image.smartResize(tensorOf(x), size);
    assertArray(made, y, `${size}`);
  }
});

Deno.test("tf.audio reads and writes TensorFlow's samples", () => {
  for (const { file, options, audio, rate } of golden.waves) {
    const y = tf.audio.decodeWav(fromBase64(file), ours(options) as never);
    assertArray(y.audio, audio, JSON.stringify(options));
    assertEquals([y.sampleRate.dtype, Number(y.sampleRate)], ["int32", rate]);
  }
  const made = tf.audio.encodeWav(tensorOf(golden.encoded.audio), 44100);
  const letters = tf.io.encodeBase64(made, true).numpy().toArray() as string;
  assertEquals(letters.replaceAll("-", "+").replaceAll("_", "/"), golden.encoded.file);
  const file = fromBase64(golden.waves[0]!.file);
  const cases: [() => unknown, ErrorConstructor, string][] = [
    [() => tf.audio.decodeWav("no file at all"), SyntaxError, "expected RIFF at offset 0"],
    [() => tf.audio.decodeWav(file.subarray(0, 50)), RangeError, "truncated or damaged"],
    [() => tf.audio.decodeWav(file.with(34, 8)), TypeError, "kind 1 with 8 bits"],
    [() => tf.audio.decodeWav(file.with(22, 0)), SyntaxError, "channels and rates that agree"],
    [() => tf.audio.decodeWav(file, 0), RangeError, "expected desiredChannels other than 0"],
    [() => tf.audio.encodeWav([1], 8000), TypeError, "shape (samples, channels)"],
    [() => tf.audio.encodeWav([[NaN]], 8000), RangeError, "received NaN"],
  ];
  for (const [run, type, text] of cases) assertThrows(run, type, text);
});

Deno.test("datasets of folders refuse what Keras refuses, and say what to write", () => {
  withFolder((folder) => {
    const make = tf.keras.utils.imageDatasetFromDirectory as (...given: unknown[]) => unknown;
    const cases: [unknown[], string][] = [
      [[folder, { classNames: ["cows"] }], "expected classNames among the folders cats, dogs"],
      [[folder, { labels: [1, 2] }], "expected a label for each of the 12 files"],
      [
        [folder, { labels: null, classNames: ["cats"] }],
        'expected classNames with labels "inferred" only',
      ],
      [[folder, { labels: "none" }], 'expected labels to be "inferred", null, or a list'],
      [[folder, { validationSplit: 0.2 }], "expected validationSplit and subset, or neither"],
      [[folder, { validationSplit: 1.2, subset: "both" }], "between 0 and 1"],
      [
        [folder, { validationSplit: 0.2, subset: "both" }],
        "expected a seed, as files are shuffled",
      ],
      [
        [folder, { validationSplit: 0.01, subset: "both", seed: 1 }],
        "expected files for training and for validation",
      ],
      [
        [`${folder}/texts`],
        "expected files that end with .bmp, .gif, .jpeg, .jpg, .png, received none",
      ],
      [[`${folder}/none`], "expected the path of a folder"],
      [
        [folder, { labelMode: "binary" }],
        'expected two classes for labelMode "binary", received 4',
      ],
      [[folder, { imageSize: [3] }], "expected imageSize to be [height, width]"],
      [[folder, { cropToAspectRatio: true, padToAspectRatio: true }], "received both"],
      [[folder, { batchSize: 0 }], "batchSize"],
    ];
    for (const [given, text] of cases) {
      const error = assertThrows(() => make(...given), Error, text);
      assert(error.message.startsWith("tf.keras.utils.imageDatasetFromDirectory: "), error.message);
    }
    const sounds = tf.keras.utils.audioDatasetFromDirectory as (...given: unknown[]) => unknown;
    assertThrows(
      () => sounds(folder, { samplingRate: 8000 }),
      TypeError,
      "sounds are not resampled",
    );
    assertThrows(() => sounds(folder, { ragged: true }), TypeError, "ragged tensors are not there");
  });
});

Deno.test("links to folders are followed where that is wanted, and circles are errors", () => {
  withFolder((folder) => {
    Deno.symlinkSync(`${folder}/dogs`, `${folder}/cats/linked`);
    const make = (followLinks: boolean) =>
      tf.keras.utils.imageDatasetFromDirectory(`${folder}/cats`, {
        labels: null,
        shuffle: false,
        verbose: false,
        followLinks,
      }).filePaths.length;
    assertEquals([make(false), make(true)], [7, 10]);
    Deno.symlinkSync(`${folder}/cats`, `${folder}/cats/circle`);
    assertEquals(make(false), 7);
    assertThrows(() => make(true), RangeError, "folders that do not lead back to each other");
  });
});

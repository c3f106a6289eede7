/**
 * What is refused, each with its class and its text: files of other kinds and versions, parts that
 * are missing or do not fit, and each class of hostile file.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { writeZip } from "../../lib/io/zip_writer.ts";
import { withFolder } from "../io/goldens.ts";
import { bytesOf } from "./models.ts";
import { load, type Parts, partsOf, remade, rewrite, utf8 } from "./remade.ts";

const WHERE = 'tf.keras.models.loadModel "x.keras": expected';
const CONFIG = "config.json";
const H5 = "model.weights.h5";

type Case = [what: string, Class: new () => Error, text: string, bytes: () => Uint8Array];

/** A golden file whose configuration has other words. */
const reworded = (name: string, before: string | RegExp, after: string) => () =>
  remade(name, (parts) => rewrite(parts, CONFIG, (text) => text.replace(before, after)));

const changed = (name: string, change: (parts: Parts) => void) => () => remade(name, change);

const vocabulary = (text: string | undefined) => (parts: Parts) => {
  for (const key of [...parts.keys()].filter((it) => it.startsWith("assets/"))) {
    if (text === undefined) parts.delete(key);
    else parts.set(key, utf8(text));
  }
};

const DENSE = '"module": "keras.layers", "class_name": "Dense"';

const CASES: Case[] = [
  [
    "no archive",
    SyntaxError,
    `${WHERE} the end record of a zip archive before the end at offset 38, received none`,
    () => utf8("hello world, this is no archive at all"),
  ],
  [
    "an end that is missing",
    SyntaxError,
    `${WHERE} the end record of a zip archive before the end at offset `,
    () => bytesOf("dense").slice(0, -30),
  ],
  [
    "another version",
    TypeError,
    `${WHERE} a file of Keras 3, received keras_version="2.13.0"; load it with Python's Keras 3`,
    changed(
      "dense",
      (it) => rewrite(it, "metadata.json", (text) => text.replace("3.15.1", "2.13.0")),
    ),
  ],
  [
    "a part that is missing",
    TypeError,
    `${WHERE} an archive with metadata.json, config.json and model.weights.h5, received one without model.weights.h5`,
    changed("dense", (it) => it.delete(H5)),
  ],
  [
    "two parts of one name",
    SyntaxError,
    `${WHERE} one entry "config.json" at offset `,
    () => writeZip([[CONFIG, utf8("{}")], [CONFIG, utf8("{}")]], 0),
  ],
  [
    "a path out of the archive",
    RangeError,
    `${WHERE} a name inside the archive at offset `,
    changed("dense", (it) => it.set("assets/../../x", utf8("x"))),
  ],
  [
    "a part that unpacks to far more",
    RangeError,
    `${WHERE} entry "config.json" to unpack to at most 100 times its 32752 bytes, received 33554432 at offset `,
    () => writeZip([[CONFIG, new Uint8Array(2 ** 25)]], 6),
  ],
  [
    "JSON that is none",
    SyntaxError,
    `${WHERE} config.json to be JSON, `,
    changed("dense", (it) => it.set(CONFIG, utf8("{"))),
  ],
  [
    "bytes that are no text",
    SyntaxError,
    `${WHERE} config.json to be text in UTF-8, received other bytes`,
    changed("dense", (it) => it.set(CONFIG, new Uint8Array([0xff]))),
  ],
  [
    "JSON that is nested without end",
    RangeError,
    `${WHERE} config.json to be nested at most 500 deep, received more at offset 500`,
    changed("dense", (it) => it.set(CONFIG, utf8("[".repeat(1e6) + "]".repeat(1e6)))),
  ],
  [
    "Python's bytecode",
    TypeError,
    `${WHERE} functions by name, received Python's bytecode at config.config.layers.1.config.activation, which is never run`,
    reworded(
      "dense",
      '"activation": "relu"',
      '"activation": {"class_name": "__lambda__", "config": {"value": "4wE="}}',
    ),
  ],
  [
    "a class of another module",
    RangeError,
    `${WHERE} the class "system" of config.config.layers.1 to be registered, found none of that name; give it as { customObjects: { system } }`,
    reworded("dense", DENSE, '"module": "os", "class_name": "system"'),
  ],
  [
    "a class of another module that Keras has too",
    RangeError,
    `${WHERE} the class "Dense" of config.config.layers.1 to be registered, found none of that name`,
    reworded("dense", DENSE, '"module": "keras_hub.layers", "class_name": "Dense"'),
  ],
  [
    "what any object of JavaScript has",
    RangeError,
    'Sequential.fromConfig: expected a name of keras.layers or of a registered class, received "constructor"',
    reworded("dense", DENSE, '"module": "keras.layers", "class_name": "constructor"'),
  ],
  [
    "a class of one's own that is not registered",
    RangeError,
    `${WHERE} the class "my>Own" of config.config.layers.1 to be registered, found none of that name; register it first with tf.keras.saving.registerKerasSerializable("my")(Own), or give it as { customObjects: { Own } }`,
    reworded("custom", '"registered_name": "tests>Scale"', '"registered_name": "my>Own"'),
  ],
  [
    "what is no model",
    TypeError,
    `${WHERE} the configuration of a model, received that of `,
    changed("dense", (it) => {
      it.set(CONFIG, utf8('{"module":"keras.layers","class_name":"Dense","config":{"units":2}}'));
    }),
  ],
  [
    "weights far larger than the file",
    RangeError,
    "Cannot add weight 'kernel' to Dense 'dense': expected weights of at most ",
    reworded("dense", '"units": 4', '"units": 100000000'),
  ],
  [
    "weights of another shape",
    TypeError,
    `${WHERE} shape (3, 4) for weight 'kernel' of layer 'dense' (layers/dense), found '0' of shape (3, 2) in the file; the file has the weights of another model`,
    changed("dense", (it) => {
      it.set(H5, partsOf("doubles").get(H5)!);
      rewrite(it, CONFIG, (text) => text.replace(/"compile_config": .*$/, '"compile_config": {}}'));
    }),
  ],
  [
    "weights of another model",
    TypeError,
    `${WHERE} weights for layer 'conv2d' at "layers/conv2d", found none in the file, which has layers/dense, layers/dense_1; the file has`,
    changed("conv2d", (it) => it.set(H5, partsOf("dense").get(H5)!)),
  ],
  [
    "weights that end too early",
    RangeError,
    `${WHERE} a file of 18112 bytes, as it says at offset 40, received 2000 bytes`,
    changed("dense", (it) => it.set(H5, it.get(H5)!.slice(0, 2000))),
  ],
  [
    "a vocabulary that is missing",
    TypeError,
    `${
      WHERE.replace(" expected", "")
    } StringLookup 'string_lookup': expected a vocabulary of size 4 in the file, received one of size 1`,
    changed("words", vocabulary(undefined)),
  ],
  [
    "a vocabulary of another size",
    TypeError,
    `${
      WHERE.replace(" expected", "")
    } StringLookup 'string_lookup': expected a vocabulary of size 4`,
    changed("words", vocabulary("[UNK]\na")),
  ],
  [
    "a vocabulary of numbers with a letter",
    SyntaxError,
    `${
      WHERE.replace(" expected", "")
    } IntegerLookup 'integer_lookup': expected a whole number in each line of vocabulary.txt, received "a"`,
    changed("wholes", vocabulary("-1\na\n3\n4")),
  ],
];

for (const [what, Class, text, bytes] of CASES) {
  Deno.test(`loadModel() refuses ${what}`, () => {
    assertThrows(() => load(bytes()), Class, text);
  });
}

Deno.test("Lambda's bytecode is refused without safeMode, too", () => {
  const bytes = reworded(
    "dense",
    '"activation": "relu"',
    '"activation": {"class_name": "__lambda__", "config": {}}',
  )();
  assertThrows(() => load(bytes, { safeMode: false }), TypeError, "which is never run");
});

Deno.test("what a layer's class has in JavaScript alone is no part of a file", () => {
  const model = load(
    reworded("dense", '"trainable": true', '"trainable": true, "__proto__": {}')(),
  );
  assertEquals(model.layers.length, 2);
});

Deno.test("without compile the optimizer is left out", () => {
  assertEquals(load(bytesOf("dense"), { compile: false }).optimizer, null);
  assertEquals(load(bytesOf("dense")).optimizer!.name, "adam");
});

Deno.test("configurations of older Keras load: groups of 1, types by name, fewer options", () => {
  const separable = reworded(
    "depthwise",
    '"depth_multiplier": 1',
    '"depth_multiplier": 1, "groups": 1',
  );
  assertEquals(load(separable()).countParams(), load(bytesOf("depthwise")).countParams());
  assertThrows(
    () =>
      load(reworded("depthwise", '"depth_multiplier": 1', '"depth_multiplier": 1, "groups": 2')()),
    TypeError,
    "received groups",
  );
  const older = changed("dense", (parts) =>
    rewrite(parts, CONFIG, (text) =>
      text.replaceAll(
        /\{"module": "keras", "class_name": "DTypePolicy".*?"registered_name": null(, "shared_object_id": \d+)?\}/g,
        '"float32"',
      )
        .replaceAll(', "quantization_config": null', "").replaceAll(', "ragged": false', "")
        .replaceAll(', "optional": false', "").replaceAll(
          ', "input_axes": null, "output_axes": null',
          "",
        )));
  assertEquals(String(load(older()).getWeights()), String(load(bytesOf("dense")).getWeights()));
});

Deno.test("save() and loadModel() say what is wrong with their arguments", () => {
  withFolder((folder) => {
    const model = load(bytesOf("dense"));
    const path = `${folder}/m.keras`;
    model.save(path);
    const cases: [new () => Error, string, () => unknown][] = [
      [
        RangeError,
        `expected a file name that ends in .keras, received "${folder}/m.h5"; weights alone go to .weights.h5 with saveWeights`,
        () => model.save(`${folder}/m.h5`),
      ],
      [
        RangeError,
        "expected a path without a file, as overwrite=false, received one that exists",
        () => model.save(path, false),
      ],
      [
        TypeError,
        "Sequential 'sequential'.save: expected zipped to be true or null, as a model is saved to one file, received false",
        () => model.save(path, { zipped: false }),
      ],
      [TypeError, "expected the path of a plain file, received that of a folder", () => {
        Deno.mkdirSync(`${folder}/d.keras`);
        model.save(`${folder}/d.keras`);
      }],
      [
        TypeError,
        "Cannot read the weights of Sequential 'bare': they are created when the model is first called",
        () => new tf.keras.Sequential([new tf.keras.layers.Dense(1)], { name: "bare" }).save(path),
      ],
      [
        TypeError,
        "Lambda: expected a function with a name",
        () =>
          new tf.keras.Sequential([tf.keras.Input([2]), new tf.keras.layers.Lambda((x) => x)]).save(
            path,
          ),
      ],
      [
        RangeError,
        'tf.keras.models.loadModel: expected a file name that ends in .keras or .h5, received "m.weights.h5"; weights alone are loaded into a model with loadWeights',
        () => tf.keras.models.loadModel("m.weights.h5"),
      ],
      [
        TypeError,
        "tf.keras.models.loadModel: expected arguments among filepath, customObjects, compile, safeMode, received custom",
        () => tf.keras.models.loadModel(path, { custom: {} } as never),
      ],
      [
        TypeError,
        "tf.keras.saving.saveModel: expected a model, received 3",
        () => tf.keras.saving.saveModel(3 as never, path),
      ],
      [
        Error,
        "expected the path of a file, received one that leads to nothing",
        () => tf.keras.models.loadModel(`${folder}/none.keras`),
      ],
    ];
    for (const [Class, text, run] of cases) assertThrows(run, Class, text);
    // What was there before is still whole.
    assertEquals(String(tf.keras.models.loadModel(path).getWeights()), String(model.getWeights()));
  });
});

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { fromBase64, readGolden, type WeightsGolden, withFolder } from "./goldens.ts";
import { MLP, writeSamples } from "./samples.ts";

const golden = await readGolden<WeightsGolden>("weights_h5.json.gz");
const { Dense } = tf.keras.layers;
const { Sequential } = tf.keras;

/** A model of 2 inputs whose weights are those of the small goldens. */
function small(): tf.keras.Sequential {
  const net = new Sequential([new Dense(3, { activation: "relu" }), new Dense(2)]);
  net.build([null, 2]);
  return net;
}

/** Writes a golden file. */
function put(folder: string, file: string, name = "x.h5"): string {
  const path = `${folder}/${name}`;
  Deno.writeFileSync(path, fromBase64(file));
  return path;
}

for (const [name, file] of Object.entries(golden.book)) {
  Deno.test(`loadWeights() gives the book's X in 4.5 NumPy's Y with weights from ${name}`, () => {
    withFolder((folder) => {
      const net = new MLP();
      const X = tf.reshape(tf.constant(golden.X), [2, 20]);
      net(X);
      net.loadWeights(put(folder, file));
      assertEquals([...net.weights[0]!.numpy().data].slice(0, 4), golden.kernel0);
      const Y = net(X).numpy();
      assertEquals([...Y.shape], [2, 10]);
      golden.Y.forEach((y, index) => assertAlmostEquals(Y.data[index] as number, y, 1e-6));

      // And through a file of our own into another model, bit for bit.
      for (const path of [`${folder}/own.h5`, `${folder}/own.npz`]) {
        net.saveWeights(path);
        const net2 = new MLP();
        net2(X);
        net2.loadWeights(path);
        assert(net2(X).numpy().equals(Y));
      }
    });
  });
}

for (const [name, file] of Object.entries(golden.small)) {
  Deno.test(`loadWeights() reads h5py's file: ${name}`, () => {
    withFolder((folder) => {
      const net = small();
      net.loadWeights(put(folder, file));
      assertEquals(net.getWeights().map((it) => it.toArray()), [
        [[0, 1, 2], [3, 4, 5]],
        [0, 1, 2],
        [[0, 1], [2, 3], [4, 5]],
        [0, 1],
      ]);
    });
  });
}

Deno.test("loadWeights() reads layer names that Keras had to cut in pieces", () => {
  withFolder((folder) => {
    class Scalars extends tf.keras.Model {
      parts = [0, 1, 2, 3].map((i) => new Scalar({ name: `part_${i}` }));
      override call(x: tf.Tensor): tf.Tensor {
        return this.parts.reduce((y, part) => part(y), x);
      }
    }
    class Scalar extends tf.keras.layers.Layer {
      override build() {
        this.addWeight("w", { initializer: "zeros" });
      }
      override call(x: tf.Tensor) {
        return x;
      }
    }
    const net = new Scalars();
    net(tf.zeros([1]));
    net.loadWeights(put(folder, golden.others.many_layers!));
    assertEquals(net.weights.map(Number), [0, 500, 1000, 1500]);
  });
});

Deno.test("loadWeights() reads datasets in chunks, compressed, and of half precision", () => {
  const net = new Sequential([new Dense(4, { useBias: false })]);
  net.build([null, 4]);
  withFolder((folder) => {
    for (const name of ["chunked", "compressed", "half"]) {
      net.setWeights([tf.ones([4, 4])]);
      net.loadWeights(put(folder, golden.others[name]!));
      assertEquals([...net.weights[0]!.numpy().data], Array(16).fill(0));
    }
  });
});

const REFUSALS: Record<string, [new (text: string) => Error, string]> = {
  soft_link: [TypeError, `soft link "w:0" at offset`],
  external_link: [TypeError, `external link "w:0" at offset`],
  external_data: [TypeError, "a dataset in other files at offset"],
  keras_3: [
    TypeError,
    "a layer for each one in the file, found none for layers/dense_1; leave out",
  ],
  not_weights: [TypeError, "a file without the attribute layer_names, holding a, at offset"],
};
Deno.test("loadWeights() refuses what it does not read, with what to do", () => {
  const net = new Sequential([new Dense(4, { useBias: false })], { name: "net" });
  net.build([null, 4]);
  withFolder((folder) => {
    for (const [name, [error, text]] of Object.entries(REFUSALS)) {
      const path = put(folder, golden.others[name]!);
      assertThrows(() => net.loadWeights(path), error, text);
    }
    Deno.writeTextFileSync(`${folder}/x.h5`, "not HDF5 at all");
    assertThrows(
      () => net.loadWeights(`${folder}/x.h5`),
      SyntaxError,
      `Cannot load the weights of Sequential 'net' from "${folder}/x.h5": expected byte 137 of the signature of HDF5 at offset 0, received 110; the file is no .h5 file`,
    );
    assertThrows(() => net.loadWeights(`${folder}/no.h5`), Deno.errors.NotFound, "no.h5");
  });
  for (const doing of ["saveWeights", "loadWeights"] as const) {
    assertThrows(
      () => net[doing]("net.keras"),
      RangeError,
      `expected a file name that ends in .h5 (Keras's format), .npz (NumPy's) or .safetensors, received "net.keras"`,
    );
  }
});

Deno.test("loadWeights() into a model that was never called says to call it", () => {
  assertThrows(
    () => new MLP({ name: "net" }).loadWeights("x.h5"),
    TypeError,
    "Cannot read the weights of MLP 'net': they are created when the model is first called",
  );
});

Deno.test("loadWeights() names layers and shapes that differ, and changes nothing", () => {
  withFolder((folder) => {
    const path = put(folder, golden.small.float64!);
    const other = (name: string, layers: InstanceType<typeof Dense>[]) => {
      const net = new Sequential(layers, { name });
      net.build([null, 2]);
      return net;
    };
    const cases: [tf.keras.Sequential, string][] = [
      [
        other("a", [new Dense(3, { name: "first" })]),
        "expected 1 layers with weights ('first'), found 2 ('dense', 'dense_1') in the file",
      ],
      [
        other("b", [
          new Dense(3, { name: "dense" }),
          new Dense(2, { name: "last", useBias: false }),
        ]),
        "for layer 'last' ('dense_1' in the file), found 2 ('mlp/dense_1/kernel:0', 'mlp/dense_1/bias:0')",
      ],
      [
        other("c", [new Dense(3, { name: "dense" }), new Dense(4, { name: "last" })]),
        "expected shape (3, 4) for weight 'last/kernel:0' of layer 'last' ('dense_1' in the file), found 'mlp/dense_1/kernel:0' of shape (3, 2)",
      ],
    ];
    for (const [net, text] of cases) {
      const before = String(net.getWeights());
      assertThrows(() => net.loadWeights(path), TypeError, text);
      assertEquals(String(net.getWeights()), before);
    }
    const left = cases[2]![0].loadWeights(path, { skipMismatch: true });
    assertEquals([...left], ["last/kernel:0", "last/bias:0"]);
    assertEquals(cases[2]![0].weights[1]!.numpy().toArray(), [0, 1, 2]);
    const named = cases[1]![0].loadWeights(path, { byName: true });
    assertEquals([...named], ["last/kernel:0"]);
    assertThrows(
      () => cases[0]![0].loadWeights(path, { byName: true }),
      RangeError,
      "expected a layer or weight of the same name in the file, found none",
    );
  });
});

Deno.test("loadWeights() takes float64 only where float32 holds the values", () => {
  withFolder((folder) => {
    const net = new Sequential([new Dense(1, { useBias: false })], { name: "net" });
    net.build([null, 1]);
    const path = `${folder}/x.npz`;
    tf.np.savez(path, { k: tf.NdArray.from([[0.5]]) });
    net.loadWeights(path);
    assertEquals(Number(net.weights[0]), 0.5);
    tf.np.savez(path, { k: tf.NdArray.from([[0.1]]) });
    assertThrows(
      () => net.loadWeights(path),
      TypeError,
      "found 0.1 of dtype float64 at index 0, which float32 does not hold; convert the weights in Python",
    );
    tf.np.savez(path, { a: [[1]], b: [[1]] });
    assertThrows(() => net.loadWeights(path), TypeError, "found 2 ('a', 'b') in the file");
    tf.np.savez(path, { k: tf.NdArray.from([[0.25]], "float16") });
    net.loadWeights(path);
    assertEquals(Number(net.weights[0]), 0.25);
    tf.np.savez(path, { k: [[new tf.Complex(0.5)]] });
    assertThrows(
      () => net.loadWeights(path),
      TypeError,
      "found (0.5+0j) of dtype complex64 at index 0, which float32 does not hold",
    );
    tf.np.savez(path, { "x": [["a"]] });
    assertThrows(() => net.loadWeights(path), TypeError, "found a of dtype string at index 0");
  });
});

Deno.test("saveWeights() keeps variables of the model itself, and asks for them again", () => {
  class Scaled extends tf.keras.Model {
    dense = new Dense(1);
    scale = new tf.Variable(2, { dtype: "float32", name: "scale" });
    override call(x: tf.Tensor): tf.Tensor {
      return tf.multiply(this.dense(x), this.scale);
    }
  }
  withFolder((folder) => {
    const [net, net2] = [new Scaled(), new Scaled()];
    net([[1, 2]]);
    net2([[1, 2]]);
    net.scale.assign(7);
    net.saveWeights(`${folder}/x.h5`);
    net2.loadWeights(`${folder}/x.h5`);
    assertEquals(Number(net2.scale), 7);
    const plain = new Sequential([new Dense(1)]);
    plain([[1, 2]]);
    assertThrows(
      () => plain.loadWeights(`${folder}/x.h5`),
      TypeError,
      "expected 0 weights (none) for the model itself, found 1 ('scale:0')",
    );
  });
});

Deno.test("saveWeights() refuses names that collide", () => {
  class Twice extends tf.keras.layers.Layer {
    a = new tf.Variable([1]);
    b = new tf.Variable([2]);
    override call(x: tf.Tensor) {
      return x;
    }
  }
  const net = new Sequential([new Twice({ name: "twice" })], { name: "net" });
  net([1]);
  for (const name of ["/nowhere/x.h5", "/nowhere/x.npz"]) {
    assertThrows(() => net.saveWeights(name), RangeError, "Variable:0");
  }
});

Deno.test("saveWeights() writes the very files that NumPy, h5py and Keras have read", async () => {
  const text = await Deno.readTextFile(new URL("../goldens/io/read_ours.json", import.meta.url));
  const read = JSON.parse(text) as {
    files: Record<string, string>;
    keras: { mlp: { sha256: string; shape: number[] }[] };
  };
  const folder = await Deno.makeTempDir();
  const names = writeSamples(folder);
  assertEquals(names, Object.keys(read.files).sort());
  for (const name of names) {
    assertEquals([name, await sha256(await Deno.readFile(`${folder}/${name}`))], [
      name,
      read.files[name]!,
    ]);
  }
  const mlp = new MLP();
  mlp(tf.zeros([1, 20]));
  mlp.loadWeights(`${folder}/mlp.h5`);
  for (const [index, { shape, sha256: sum }] of read.keras.mlp.entries()) {
    const array = mlp.getWeights()[index]!;
    assertEquals([...array.shape], shape);
    assertEquals(await sha256(new Uint8Array((array.data as Float32Array).buffer)), sum);
  }
  await Deno.remove(folder, { recursive: true });
});

async function sha256(bytes: Uint8Array): Promise<string> {
  const sum = new Uint8Array(
    await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>),
  );
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

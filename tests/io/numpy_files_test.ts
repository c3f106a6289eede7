import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { withFolder } from "./goldens.ts";

const { np } = tf;

Deno.test("np.save() and np.load() keep tensors, variables, arrays and nested lists", () => {
  withFolder((folder) => {
    const path = `${folder}/x.npy` as const;
    const cases: [tf.np.Savable, string][] = [
      [tf.ones([3]), "array([1., 1., 1.], dtype=float32)"],
      [new tf.Variable([[1, 2]]), "array([[1., 2.]], dtype=float32)"],
      [tf.constant([true, false]), "array([ True, False])"],
      [tf.NdArray.from([1.5, 2]), "array([1.5, 2. ])"],
      [[[1, 2], [3, 4]], "array([[1, 2],\n       [3, 4]])"],
      [[1, 2.5], "array([1. , 2.5])"],
      [["a", "bc"], "array(['a', 'bc'], dtype='<U2')"],
      [new Uint8Array([1, 255]), "array([  1, 255], dtype=uint8)"],
      [3, "array(3)"],
      [[tf.ones([2]), tf.zeros([2])], "array([[1., 1.],\n       [0., 0.]], dtype=float32)"],
    ];
    for (const [value, repr] of cases) {
      np.save(path, value);
      assertEquals(np.load(path).repr, repr);
    }
  });
});

Deno.test("np.save() appends .npy as NumPy does, and takes URLs", () => {
  withFolder((folder) => {
    np.save(`${folder}/x`, [1]);
    np.save(new URL(`file://${folder}/y.npy`), [2]);
    np.savez(`${folder}/z`, [[3]]);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "x.npy",
      "y.npy",
      "z.npz",
    ]);
    assertEquals(String(np.load(new URL(`file://${folder}/y.npy`))), "[2]");
  });
});

Deno.test("np.savez() keeps several arrays: by name, in a dict, in a list", () => {
  withFolder((folder) => {
    const path = `${folder}/xy.npz` as const;
    const [x, y] = [tf.ones([3]), tf.zeros([4])];
    const cases: [tf.np.NamedArrays, string[]][] = [
      [{ x, y }, ["x", "y"]],
      [tf.py.dict({ x, y }), ["x", "y"]],
      [[x, y], ["arr_0", "arr_1"]],
    ];
    for (const save of [np.savez, np.savezCompressed]) {
      for (const [arrays, names] of cases) {
        save(path, arrays);
        const loaded = np.load(path);
        assertEquals([...loaded.keys()], names);
        assertEquals([...loaded.values()].map(String), ["[1. 1. 1.]", "[0. 0. 0. 0.]"]);
      }
    }
    assertStrictEquals(
      tf.py.repr(np.load(path)),
      "{'arr_0': array([1., 1., 1.], dtype=float32), 'arr_1': array([0., 0., 0., 0.], dtype=float32)}",
    );
  });
});

Deno.test("np.save() and np.load() keep the element types of typed arrays", () => {
  withFolder((folder) => {
    const path = `${folder}/x.npy`;
    const typed = [
      Float16Array.of(0.1),
      Int8Array.of(-1),
      Int16Array.of(-1),
      Uint16Array.of(65535),
      Uint32Array.of(2 ** 32 - 1),
      BigUint64Array.of(2n ** 64n - 1n),
    ];
    const dtypes = typed.map((data) => {
      np.save(path, data);
      const array = np.load(path as "x.npy");
      assertEquals(array.data, data);
      return array.dtype;
    });
    assertEquals(dtypes.join(" "), "float16 int8 int16 uint16 uint32 uint64");
    np.savez(`${folder}/x.npz`, {
      z: [new tf.Complex(1, 2), 3],
      w: [Uint32Array.of(1), Uint32Array.of(2)],
    });
    const { z, w } = Object.fromEntries(np.load(`${folder}/x.npz` as "x.npz"));
    assertEquals([z!.repr, w!.repr], [
      "array([1.+2.j, 3.+0.j], dtype=complex64)",
      "array([[1],\n       [2]], dtype=uint32)",
    ]);
  });
});

Deno.test("np.save() refuses what NumPy would pickle, and says how to save it", () => {
  const path = "/nowhere/x.npy";
  const cases: [unknown, string][] = [
    [
      [tf.ones([3]), tf.zeros([4])],
      "received float32 (3,) at index 0 and float32 (4,) at index 1; save them side by side with np.savez",
    ],
    [{ x: 1 }, "expected one array, received {x}; save named arrays with np.savez"],
    [[[1, 2], [3]], "expected nested arrays of equal lengths"],
    [[1, "a"], "expected elements of one kind"],
    [
      undefined,
      "expected a tensor, an array, a number, text or nested lists of these, received undefined",
    ],
    [
      new Uint8ClampedArray(1),
      "expected a typed array of floats or whole numbers, received Uint8Cl",
    ],
    [tf.constant(["a"]), "received a string tensor"],
  ];
  for (const [value, text] of cases) {
    assertThrows(() => np.save(path, value as tf.np.Savable), TypeError, text);
  }
  assertThrows(() => np.savez(path, 3 as never), TypeError, "expected an object or dict of arrays");
});

Deno.test("np.load() goes by the content, and refuses pickles and other files", () => {
  withFolder((folder) => {
    const write = (name: string, bytes: number[]) => {
      Deno.writeFileSync(`${folder}/${name}`, new Uint8Array(bytes));
      return `${folder}/${name}`;
    };
    assertThrows(
      () => np.load(write("dict.npy", [0x80, 4, 0x95])),
      TypeError,
      "received a Python pickle; loading it would run code that the file brings along; save arrays",
    );
    assertThrows(
      () => np.load(write("empty.npy", [])),
      SyntaxError,
      "at offset 0, received the end",
    );
    assertThrows(
      () => np.load(write("text.txt", [65])),
      SyntaxError,
      "received 65; the file is empty",
    );
    np.savez(`${folder}/x.npz`, { x: [1] });
    Deno.renameSync(`${folder}/x.npz`, `${folder}/x.npy`);
    assertThrows(
      () => np.load(`${folder}/x.npy`),
      TypeError,
      "expected the content of a .npy file, received that of a .npz file; rename it",
    );
    Deno.renameSync(`${folder}/x.npy`, `${folder}/x.data`);
    assert(np.load(`${folder}/x.data`) instanceof Map);
    assertThrows(() => np.load(`${folder}/no.npy`), Deno.errors.NotFound, "no.npy");
  });
  assertThrows(
    () => np.load(3 as never),
    TypeError,
    "np.load: expected the path of a file, received path=3",
  );
  assertThrows(
    () => np.load(new URL("https://example.com/x.npy")),
    TypeError,
    "received path=https:",
  );
});

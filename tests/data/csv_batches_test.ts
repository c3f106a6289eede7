/**
 * Batches of columns of comma-separated values, held to TensorFlow's.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";
import golden from "../goldens/data/csv_batches.json" with { type: "json" };
import { withFolder } from "../io/goldens.ts";

const { makeCsvDataset } = tf.data.experimental;

const plain = (x: tf.Tensor) => ({
  dtype: x.dtype,
  values: Array.from(
    x.numpy().data as ArrayLike<unknown>,
    (it) => typeof it === "bigint" ? Number(it) : it,
  ),
});

function withFiles(run: (folder: string) => void): void {
  withFolder((folder) => {
    for (const [name, text] of Object.entries(golden.files)) {
      tf.io.writeFile(`${folder}/${name}`, text);
    }
    run(folder);
  });
}

Deno.test("makeCsvDataset() gives TensorFlow's batches in its order", () => {
  withFiles((folder) => {
    for (const { pattern, size, take, options, batches } of golden.cases) {
      const ours = Object.fromEntries(
        Object.entries(options).map(([name, it]) => [camelCase(name), it]),
      );
      const data = makeCsvDataset(`${folder}/${pattern}`, size, ours) as tf.data.Dataset<unknown>;
      const found = [...data.take(take)].map((it) => {
        const [columns, label] = Array.isArray(it) ? it : [it, null];
        const entries = Object.entries(columns as Record<string, tf.Tensor>);
        return {
          columns: Object.fromEntries(entries.map(([name, x]) => [name, plain(x)])),
          label: label === null ? null : plain(label),
        };
      });
      assertEquals(found as unknown, batches, `${pattern} ${JSON.stringify(options)}`);
    }
  });
});

Deno.test("makeCsvDataset() refuses names that are not there, and files that differ", () => {
  withFiles((folder) => {
    tf.io.writeFile(`${folder}/c.csv`, "other\n1\n");
    tf.io.writeFile(`${folder}/empty.csv`, "");
    tf.io.writeFile(`${folder}/twice.csv`, "a,a\n1,2\n");
    tf.io.writeFile(`${folder}/short.csv`, "a,b\n1\n");
    const cases: [() => unknown, string][] = [
      [() => makeCsvDataset(`${folder}/none*`, 2), "expected files that fit"],
      [() => makeCsvDataset(`${folder}/*.csv`, 2), "expected files with the same names"],
      [() => makeCsvDataset(`${folder}/empty.csv`, 2), "received an empty file"],
      [
        () => makeCsvDataset(`${folder}/twice.csv`, 2),
        'expected each name once, received "a" twice',
      ],
      [() => makeCsvDataset(`${folder}/short.csv`, 2), "expected records of 2 fields, received 1"],
      [() => makeCsvDataset(`${folder}/a.csv`, 2, { labelName: "z" }), "expected labelName among"],
      [() => makeCsvDataset(`${folder}/a.csv`, 2, { selectColumns: ["z"] }), "selectColumns among"],
      [() => makeCsvDataset(`${folder}/a.csv`, 2, { selectColumns: [0, "n"] }), "each column once"],
      [
        () => makeCsvDataset(`${folder}/a.csv`, 2, { columnDefaults: [[1]] }),
        "columnDefaults for 6",
      ],
      [() => makeCsvDataset(`${folder}/a.csv`, 2, { header: false }), "expected columnNames where"],
      [() => makeCsvDataset(`${folder}/a.csv`, 0), "batchSize"],
    ];
    for (const [run, text] of cases) {
      const error = assertThrows(run, Error, text);
      assertEquals(error.message.startsWith("tf.data.experimental.makeCsvDataset: "), true);
    }
  });
});

// deno-lint-ignore-file no-console -- takes the console over
/**
 * BackupAndRestore goes on where a training was, with weights, optimizer and random numbers.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { FakeModel } from "./support.ts";

const { BackupAndRestore } = tf.keras.callbacks;
type Options = Partial<tf.keras.callbacks.BackupAndRestoreOptions>;

/** A model whose optimizer has a state, and that says what its random numbers depend on. */
class Model extends FakeModel {
  random: unknown = null;
  readonly adam = new tf.keras.optimizers.Adam(0.25);

  constructor() {
    super();
    this.optimizer = this.adam;
    this.weights.push(
      new tf.Variable(tf.constant([1, 2, 3], { dtype: "bfloat16" }), { name: "b" }),
    );
    this.weights.push(new tf.Variable(tf.constant(7n, { dtype: "int64" }), { trainable: false }));
  }

  override get trainableVariables(): tf.Variable[] {
    return this.weights.slice(0, 1);
  }

  randomState(): unknown {
    return this.random;
  }

  setRandomState(state: unknown): void {
    this.random = state;
  }

  /** All there is of numbers. */
  get numbers(): unknown[] {
    return [...this.weights, ...this.adam.variables].map((it) => [...it.numpy().data as never]);
  }
}

/** Trains for some epochs, or until it is interrupted; gives the epochs that ran. */
function train(model: Model, folder: string, options: Options, until?: [number, number]): number[] {
  const backup = new BackupAndRestore({ backupDir: folder, ...options });
  backup.setModel(model);
  backup.onTrainBegin();
  const ran: number[] = [];
  for (let epoch = model.initialEpoch ?? 0; epoch < 4; epoch++) {
    ran.push(epoch);
    for (let batch = 0; batch < 3; batch++) {
      if (until !== undefined && epoch === until[0] && batch === until[1]) {
        backup.onFailure();
        return ran;
      }
      model.adam.applyGradients([[tf.constant([epoch, batch]), model.weights[0]!]]);
      model.weights[1]!.assign(tf.constant([epoch, batch, 0.5], { dtype: "bfloat16" }));
      model.weights[2]!.assignAdd(tf.constant(1n, { dtype: "int64" }));
      model.random = { drawn: epoch * 3 + batch };
      backup.onTrainBatchEnd(batch);
    }
    backup.onEpochEnd(epoch);
  }
  backup.onTrainEnd();
  return ran;
}

function inFolder(run: (folder: string) => void): void {
  const folder = Deno.makeTempDirSync();
  try {
    run(`${folder}/backup`);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const exists = (path: string) => {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
};

Deno.test("a training that was interrupted ends with the numbers of one that was not", () => {
  inFolder((folder) => {
    const whole = new Model();
    assertEquals(train(whole, `${folder}1`, {}), [0, 1, 2, 3]);
    assert(!exists(`${folder}1`));

    assertEquals(train(new Model(), folder, {}, [2, 1]), [0, 1, 2]);
    assertEquals([...Deno.readDirSync(folder)].map((it) => it.name), ["latest.npz"]);
    const other = new Model();
    assertEquals(train(other, folder, {}), [2, 3]);
    assertEquals(other.numbers, whole.numbers);
    assertEquals(other.random, whole.random);
    assertEquals(other.initialEpoch, null);
    assert(!exists(folder));
  });
});

Deno.test("between epochs a backup holds the batches so far, and the epoch begins anew", () => {
  inFolder((folder) => {
    const first = new Model();
    train(first, folder, { saveFreq: 2 }, [1, 2]);
    const second = new Model();
    const backup = new BackupAndRestore(folder, 2);
    backup.setModel(second);
    backup.onTrainBegin();
    // Four batches of the five are saved: all but the last is counted.
    assertEquals(second.initialEpoch, 1);
    assertEquals(Number(second.weights[2]!), 7 + 4);
    assertEquals(second.random, { drawn: 3 });
  });
});

Deno.test("the backup before the last stands in for one that is broken", () => {
  inFolder((folder) => {
    train(new Model(), folder, { doubleCheckpoint: true }, [3, 0]);
    assertEquals([...Deno.readDirSync(folder)].map((it) => it.name).sort(), [
      "latest.npz",
      "previous.npz",
    ]);
    const path = `${folder}/latest.npz`;
    Deno.truncateSync(path, Deno.statSync(path).size - 10);
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (text) => warnings.push(text);
    try {
      assertEquals(train(new Model(), folder, { doubleCheckpoint: true }), [2, 3]);
    } finally {
      console.warn = warn;
    }
    assertEquals(warnings.length, 1);
    assert(String(warnings[0]).endsWith("; went on from the backup before"), String(warnings[0]));
    assert(!exists(folder));
  });
});

Deno.test("a file that is no backup, and one of another model, are errors that change nothing", () => {
  inFolder((folder) => {
    Deno.mkdirSync(folder);
    Deno.writeTextFileSync(`${folder}/latest.npz`, "no archive at all, but text of some length");
    const begin = (model: FakeModel) => {
      const backup = new BackupAndRestore(folder);
      backup.setModel(model);
      backup.onTrainBegin();
    };
    assertThrows(() => begin(new Model()), SyntaxError, "BackupAndRestore: ");
    tf.np.savez(`${folder}/latest.npz`, { a: tf.constant([1]) });
    const error = assertThrows(() => begin(new Model()), SyntaxError);
    assertEquals(
      error.message,
      `BackupAndRestore: ${
        JSON.stringify(`${folder}/latest.npz`)
      }: expected a file that BackupAndRestore wrote, found no training_state of version 1 in it; remove it to begin anew`,
    );
    Deno.removeSync(`${folder}/latest.npz`);
    train(new Model(), folder, {}, [1, 0]);
    const other = new FakeModel();
    assertThrows(() => begin(other), TypeError, "Cannot set the weights of Model 'fake'");
    assertEquals([...other.weights[0]!.numpy().data as Float32Array], [0, 0]);
  });
});

Deno.test("files of the user's in the folder stay", () => {
  inFolder((folder) => {
    Deno.mkdirSync(folder);
    Deno.writeTextFileSync(`${folder}/notes.txt`, "");
    train(new Model(), folder, {});
    assertEquals([...Deno.readDirSync(folder)].map((it) => it.name), ["notes.txt"]);
    train(new Model(), folder, { deleteCheckpoint: false });
    assert(exists(`${folder}/latest.npz`));
  });
});

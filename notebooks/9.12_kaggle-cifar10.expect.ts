/** What each cell of section 9.12 has to print. */
import { cell, expectations, relation, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 9.12. Cells with a chapter text are the book's; the others are this notebook's own.",
  data: [{
    "file": "kaggle_cifar10/test_tiny.zip",
    "sha256": "79dcd38df5e5c014407b61cb35624f63ee696239e1952dc2f8138c32fd31c3ff",
  }, {
    "file": "kaggle_cifar10/train_tiny.zip",
    "sha256": "5db5f98af804a2d503503004b445c7b7998adc0554170c1ebc36e4f467562cd1",
  }, {
    "file": "kaggle_cifar10/trainLabels.csv.zip",
    "sha256": "96d621607bba97d83ae7fac5b2f94bee91e50f4d9be00453e77313459c865b61",
  }],
  cells: [
    cell("unpack", "three archives", {
      chapter: { stdout: ["ok", "ok", "ok"] },
      claims: [
        text({ part: "stdout" }),
        relation(
          "a hundred pictures, one to be named, and 50000 labels",
          ({ listdir, dataDir }) =>
            listdir(`${dataDir}/train_tiny`).length === 100 &&
            listdir(`${dataDir}/test_tiny`).length === 1 &&
            Deno.readTextFileSync(`${dataDir}/trainLabels.csv`).trim().split("\n").length === 50001,
        ),
      ],
    }),
    cell("labels", "nine of each of ten", [
      text({ part: "stdout", is: "9 airplane automobile bird cat deer dog frog horse ship truck" }),
    ]),
    cell("sort", "how many of each", [
      volatile("numbers of this data, of which the next claim says what they have to be", {
        part: "stdout",
        pattern: /^\d+ \d+ \d+ \d+\n?$/,
      }),
      relation(
        "each picture is learned or checked, and at most nine of a kind are learned",
        ({ train, valid, trainValid, test }) => {
          const name = (path) => path.split("/").slice(-2).join("/");
          const all = new Set([...train, ...valid].map(name));
          const kinds = Object.groupBy(train as string[], (it) => it.split("/").at(-2));
          return all.size === 100 && trainValid.every((it) => all.has(name(it))) &&
            test.length === 1 &&
            Object.values(kinds).every((it) => it.length <= 9) && valid.every((it) =>
              kinds[it.split("/").at(-2)].length === 9
            );
        },
      ),
    ]),
    cell("tables", "there and back", [
      text({
        part: "stdout",
        is:
          "tf.Tensor(3, shape=(), dtype=int32) tf.Tensor([b'cat' b'unknown'], shape=(2,), dtype=string)",
      }),
    ]),
    cell("parse", "one of them", {
      chapter: { stdout: "tf.Tensor(b'frog', shape=(), dtype=string)" },
      claims: [
        volatile("which comes first is drawn", {
          part: "stdout",
          pattern:
            /^tf\.Tensor\(b'(airplane|automobile|bird|cat|deer|dog|frog|horse|ship|truck)', shape=\(\), dtype=string\)\ntf\.Tensor\(\[32 32 {2}3\], shape=\(3,\), dtype=int32\)\n?$/,
        }),
        relation("numbers from 0 to 1, of a picture, in steps of 1/255", ({ x }) => {
          const data = x.numpy().data;
          const steps = data.every((it) =>
            it >= 0 && it <= 1 && Math.abs(it * 255 - Math.round(it * 255)) < 1e-4
          );
          return data.length === 3072 && new Set(data).size > 20 && steps;
        }),
        relation(
          "all hundred have the label of their folder's name, and none has that of no table",
          ({ dataset, trainValid }) =>
            [...dataset(trainValid)].every(([, label]) => Number(label) >= 0 && Number(label) < 10),
        ),
      ],
    }),
    cell("transform", "a batch", {
      chapter: { stdout: "tf.Tensor(b'ship', shape=(), dtype=string)" },
      claims: [
        volatile("which comes first is drawn", {
          part: "stdout",
          pattern:
            /^tf\.Tensor\(b'(airplane|automobile|bird|cat|deer|dog|frog|horse|ship|truck)', shape=\(\), dtype=string\)\ntf\.Tensor\(\[ 8 32 32 {2}3\], shape=\(4,\), dtype=int32\)\n?$/,
        }),
        relation(
          "still from 0 to 1",
          ({ xs }) => xs.numpy().data.every((it) => it >= -1e-6 && it <= 1 + 1e-6),
        ),
        relation(
          "those to check with are around -mean / std",
          ({ validIter, mean, std }) =>
            [...validIter.take(1)][0][0].numpy().data.every((it, i) =>
              Math.abs(it + mean[i % 3] / std[i % 3]) < 0.03
            ),
        ),
      ],
    }),
    cell("network", "the shape of each layer's output", {
      chapter: {
        stdout: [
          "conv2d output_shape: (1, 32, 32, 64)",
          "batch_normalization output_shape: (1, 32, 32, 64)",
          "activation output_shape: (1, 32, 32, 64)",
          "sequential_1 output_shape: (1, 32, 32, 64)",
          "sequential_2 output_shape: (1, 16, 16, 128)",
          "sequential_3 output_shape: (1, 8, 8, 256)",
          "sequential_4 output_shape: (1, 4, 4, 512)",
          "global_average_pooling2d output_shape: (1, 512)",
          "dense output_shape: (1, 10)",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("fit", "a line of the log", {
      chapter: {
        "display[0]":
          "12/12 [==============================] - 9s 770ms/step - loss: 13.8743 - accuracy: 0.0556 - val_loss: 4652004352.0000 - val_accuracy: 0.1000 - lr: 0.1000",
      },
      claims: [
        volatile(
          "the losses are of a random start and order, the times of a machine; what they come to is claimed below",
          {
            part: "display[0]",
            pattern:
              /^12\/12 \[=+\] - \d+s [0-9a-zμ]+\/step - loss: \d+\.\d{4} - accuracy: \d+\.\d{4} - val_loss: \d+\.\d{4} - val_accuracy: \d+\.\d{4} - lr: 0\.1000$/,
          },
        ),
        relation(
          "a loss that is worse than chance's log 10, an accuracy of few in ninety, and the rate that was set",
          ({ first }) => {
            const { loss, accuracy, val_loss, val_accuracy, lr: rate } = first.history;
            return loss[0] > Math.log(10) && loss[0] < 100 && accuracy[0] < 0.4 &&
              val_loss[0] > 1 && val_accuracy[0] <= 0.5 &&
              Math.abs(rate[0] - 0.1) < 1e-7;
          },
        ),
        relation(
          "accuracies are whole numbers of pictures",
          ({ first, train }) =>
            Math.abs(
              first.history.accuracy[0] * train.length -
                Math.round(first.history.accuracy[0] * train.length),
            ) < 1e-4,
        ),
        relation(
          "the first layer was trained",
          ({ net, before }) => net.layers[0].getWeights()[0].data.some((it, i) => it !== before[i]),
        ),
      ],
    }),
    cell("again", "a line of the log", {
      chapter: {
        "display[0]":
          "13/13 [==============================] - 9s 730ms/step - loss: 4.6589 - accuracy: 0.0700 - lr: 0.1000",
      },
      claims: [
        volatile(
          "the losses are of a random start and order, the times of a machine; what they come to is claimed below",
          {
            part: "display[0]",
            pattern:
              /^13\/13 \[=+\] - \d+s [0-9a-zμ]+\/step - loss: \d+\.\d{4} - accuracy: \d+\.\d{4} - lr: 0\.1000$/,
          },
        ),
        relation(
          "a smaller loss than before, and an accuracy of whole pictures of a hundred",
          ({ second, first }) =>
            second.history.loss[0] < first.history.loss[0] &&
            Math.abs(
                second.history.accuracy[0] * 100 - Math.round(second.history.accuracy[0] * 100),
              ) < 1e-4,
        ),
      ],
    }),
  ],
});

/**
 * What chapter 6 of the book keeps in its own library: batches of a long sequence, a character model
 * of Keras's layers, and trainings of recurrent networks that are written out or Keras's. The steps
 * are functions that become graphs; the book's run one operation after the other.
 *
 * @module
 */
import * as tf from "kerasaur";

/** One matrix of whole numbers. */
export type Matrix = readonly (readonly number[])[];

/** Inputs and labels of a batch: sequences by steps. */
export type Batch = readonly [X: Matrix, Y: Matrix];

/** How long the sequences are, and how many a batch has. */
export interface BatchSizes {
  /** Sequences in a batch. */
  readonly batchSize: number;
  /** Steps of a sequence. */
  readonly numSteps: number;
}

/** Batches of pieces in a random order. */
export function* dataIterRandom(corpus: readonly number[], sizes: BatchSizes): Generator<Batch> {
  const { batchSize, numSteps } = sizes;
  const numExamples = Math.floor((corpus.length - 1) / numSteps);
  const order = tf.random.shuffle(tf.range(numExamples, { dtype: "int32" })).numpy();
  const places = Array.from(order.data as Int32Array, (it) => it * numSteps);
  for (let i = 0; i + batchSize <= numExamples; i += batchSize) {
    const piece = (shift: number): Matrix =>
      places.slice(i, i + batchSize).map((at) => corpus.slice(at + shift, at + shift + numSteps));
    yield [piece(0), piece(1)];
  }
}

/** Batches in which each sequence goes on where the one before it ended. */
export function* dataIterConsecutive(
  corpus: readonly number[],
  { batchSize, numSteps }: BatchSizes,
): Generator<Batch> {
  const batchLen = Math.floor(corpus.length / batchSize);
  for (let i = 0; i + numSteps < batchLen; i += numSteps) {
    const piece = (shift: number): Matrix =>
      Array.from({ length: batchSize }, (_, j) => j * batchLen + i + shift)
        .map((at) => corpus.slice(at, at + numSteps));
    yield [piece(0), piece(1)];
  }
}

/** A state: one matrix, or two. */
export type State = tf.Tensor[];

/** A recurrent layer that is written out: a matrix for each step, and the last state. */
export type RnnFn = (
  inputs: tf.Tensor[],
  state: State,
  params: tf.Variable[],
) => [outputs: tf.Tensor[], state: State];

/** A layer that is written out, with what it begins from. */
export interface WrittenOut {
  /** The layer. */
  readonly rnn: RnnFn;
  /** Its parameters at the start. */
  readonly getParams: () => tf.Variable[];
  /** Its state at the start. */
  readonly initState: (batchSize: number, numHiddens: number) => State;
}

/** What a training takes. */
export interface TrainingOptions extends BatchSizes {
  /** Whether batches are random pieces, rather than such that follow each other. */
  readonly isRandomIter?: boolean;
  /** Times that the corpus is gone through. */
  readonly numEpochs: number;
  /** Units of the layer. */
  readonly numHiddens: number;
  /** Learning rate. */
  readonly lr: number;
  /** The norm above which gradients are brought down to it. */
  readonly clippingTheta: number;
  /** Epochs from one line of the log to the next. */
  readonly predPeriod: number;
}

/** Matrices of one-hot rows, one a step, of sequences by steps. */
export function toOnehot(X: tf.Tensor, size: number): tf.Tensor[] {
  return tf.unstack(tf.oneHot(tf.transpose(X), size)) as tf.Tensor[];
}

/** Gradients whose common norm is above `theta`, brought down to it. */
export function gradClipping(grads: readonly tf.Tensor[], theta: number): tf.Tensor[] {
  const squares = grads.map((grad) => tf.reduceSum(tf.square(grad)));
  const norm = tf.sqrt(tf.addN(squares));
  const factor = tf.where(tf.greater(norm, theta), tf.divide(theta, norm), 1);
  return grads.map((grad) => tf.multiply(grad, factor));
}

/** A step: the loss of a batch and the state after it. */
type Step = (X: tf.Tensor, y: tf.Tensor, state: State) => [loss: tf.Tensor, state: State];

/** Epochs of steps with a line of the log in between; gives the perplexities that it printed. */
function train(
  step: Step,
  initial: (batchSize: number) => State,
  corpus: readonly number[],
  options: TrainingOptions,
): number[] {
  const { isRandomIter = false, batchSize, numEpochs, predPeriod } = options;
  const iterate = isRandomIter ? dataIterRandom : dataIterConsecutive;
  const perplexities: number[] = [];
  for (let epoch = 1; epoch <= numEpochs; epoch++) {
    const start = performance.now();
    const losses: tf.Tensor[] = [];
    let state = initial(batchSize);
    for (const [X, Y] of iterate(corpus, options)) {
      if (isRandomIter) state = initial(batchSize);
      const labels = tf.reshape(tf.transpose(tf.constant(Y, { dtype: "int32" })), [-1]);
      const [loss, next] = step(tf.constant(X, { dtype: "int32" }), labels, state);
      losses.push(loss);
      state = next;
    }
    if (epoch % predPeriod !== 0) continue;
    const perplexity = Math.exp(losses.reduce((sum, it) => sum + Number(it), 0) / losses.length);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    // deno-lint-ignore no-console -- what it prints is the chapter's output
    console.log(`epoch ${epoch}, perplexity ${perplexity.toFixed(6)}, time ${seconds} sec`);
    perplexities.push(perplexity);
  }
  return perplexities;
}

/** The step of a loss, by plain gradients that are clipped. */
function sgdStep(
  loss: (X: tf.Tensor, y: tf.Tensor, state: State) => [tf.Tensor, State],
  variables: () => tf.Variable[],
  { lr, clippingTheta }: TrainingOptions,
): Step {
  const optimizer = new tf.keras.optimizers.SGD(lr);
  return tf.function((X: tf.Tensor, y: tf.Tensor, state: State) => {
    const tape = new tf.GradientTape();
    const [l, next] = tape.run(() => loss(X, y, state));
    const grads = gradClipping(tape.gradient(l, variables()) as tf.Tensor[], clippingTheta);
    optimizer.applyGradients(grads.map((grad, i) => [grad, variables()[i]!] as const));
    return [l, next];
  }) as unknown as Step;
}

/** The book's loss: it takes scores for probabilities, without a softmax. */
const bookLoss = (y: tf.Tensor, scores: tf.Tensor): tf.Tensor =>
  tf.reduceMean(tf.keras.losses.sparseCategoricalCrossentropy(y, scores) as tf.Tensor);

/** Trains a layer that is written out. */
export function trainAndPredictRnn(
  { rnn, getParams, initState }: WrittenOut,
  { corpusIndices, vocabSize }: { corpusIndices: readonly number[]; vocabSize: number },
  options: TrainingOptions,
): { params: tf.Variable[]; perplexities: number[] } {
  const params = getParams();
  const step = sgdStep(
    (X, y, state) => {
      const [outputs, next] = rnn(toOnehot(X, vocabSize), state, params);
      return [bookLoss(y, tf.concat(outputs, { axis: 0 })), next];
    },
    () => params,
    options,
  );
  const initial = (batchSize: number) => initState(batchSize, options.numHiddens);
  return { params, perplexities: train(step, initial, corpusIndices, options) };
}

/** A recurrent layer of Keras that gives all steps and its state. */
export type RecurrentLayer =
  | tf.keras.layers.SimpleRNN<true>
  | tf.keras.layers.GRU<true>
  | tf.keras.layers.LSTM<true>;

/** One-hot vectors, a recurrent layer, and scores for each character. */
export class RNNModel extends tf.keras.layers.Layer<tf.Tensor, tf.Tensor[]> {
  readonly rnn: RecurrentLayer;
  readonly vocabSize: number;
  readonly dense: tf.keras.layers.Dense;

  constructor(rnnLayer: RecurrentLayer, vocabSize: number) {
    super();
    this.rnn = rnnLayer;
    this.vocabSize = vocabSize;
    this.dense = new tf.keras.layers.Dense(vocabSize);
  }

  /** Scores of all steps below each other, and the last state. */
  override call(inputs: tf.Tensor, state: State): tf.Tensor[] {
    const X = tf.oneHot(inputs, this.vocabSize);
    const [Y, ...next] = this.rnn(X, { initialState: state }) as unknown as tf.Tensor[];
    // the steps of all sequences, as the book has them: first steps first
    const steps = tf.transpose(Y!, [1, 0, 2]);
    return [this.dense(tf.reshape(steps, [-1, Y!.shape.at(-1)!])) as tf.Tensor, ...next];
  }
}

/** Trains a model of Keras's layers. */
export function trainAndPredictRnnKeras(
  model: RNNModel,
  { corpusIndices }: { corpusIndices: readonly number[] },
  options: TrainingOptions,
  loss: (y: tf.Tensor, scores: tf.Tensor) => tf.Tensor = bookLoss,
): number[] {
  const states = model.rnn instanceof tf.keras.layers.LSTM ? 2 : 1;
  const initial = (batchSize: number): State =>
    Array.from({ length: states }, () => tf.zeros([batchSize, options.numHiddens]));
  // variables are there from the first call on
  model(tf.zeros([1, 1], "int32"), initial(1) as never);
  const step = sgdStep(
    (X, y, state) => {
      const [scores, ...next] = model(X, state as never);
      return [loss(y, scores!), next];
    },
    () => model.trainableVariables,
    options,
  );
  return train(step, initial, corpusIndices, options);
}

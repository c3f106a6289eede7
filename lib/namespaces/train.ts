/**
 * The namespace `tf.train`: examples as TensorFlow's files of records hold them.
 *
 * @module
 */
export {
  BytesList,
  Example,
  Feature,
  type FeatureArguments,
  Features,
  FloatList,
  Int64List,
} from "../data/example/messages.ts";

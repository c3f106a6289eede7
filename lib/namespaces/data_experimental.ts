/**
 * The namespace `tf.data.experimental`: datasets of tables.
 *
 * @module
 */
export { CsvDataset } from "../data/csv_dataset.ts";

/**
 * The namespace `tf.data.experimental`: datasets of tables.
 *
 * @module
 */
export { CsvDataset } from "../data/csv_dataset.ts";
export { makeCsvDataset } from "../data/make_csv_dataset.ts";

/**
 * What `tf.charts` holds: charts for notebooks. TensorFlow has none; with Keras they are drawn with
 * matplotlib.
 *
 * @module
 */
export { Chart, type Json, type JsonObject } from "../charts/chart.ts";
export type { ChartValues, NestedNumbers } from "../charts/values.ts";
export type { LabelOptions, ScaleName, SizeOptions, TitleOptions } from "../charts/options.ts";
export { historyChart, type HistoryChartOptions } from "../charts/history_chart.ts";
export { lineChart, type LineChartOptions } from "../charts/line_chart.ts";
export { scatterChart, type ScatterChartOptions } from "../charts/scatter_chart.ts";
export { imageGrid, type ImageGridOptions, type PixelRange } from "../charts/image_grid.ts";
export {
  confusionMatrixChart,
  type ConfusionMatrixChartOptions,
} from "../charts/confusion_matrix_chart.ts";

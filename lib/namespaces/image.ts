/**
 * The namespace `tf.image`: images.
 *
 * @module
 */

package org.espalier.data;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.espalier.network.Shape;
import org.espalier.sweep.Digest;
import org.espalier.sweep.Rows;

/**
 * Labelled images in files of one format, before they are divided. Equal sets hold the same rows,
 * in the order of their files. Every method reads files, and throws {@link DataException} for what
 * is wrong with them.
 */
sealed interface ImageSet extends Serializable permits IdxImages, CifarImages {
  /** The longest array that every JVM grants; rows that are read at once lie in one array. */
  int MOST_BYTES = Integer.MAX_VALUE - 8;

  /** Of one image. */
  Shape shape();

  int classes();

  /** Of all training rows, in the order of their files. Keeps no images. */
  byte[] trainingLabels();

  int testCount();

  /**
   * Some training rows, in the order in which they are asked for. Keeps no others.
   *
   * @param rows distinct; together they fit an array
   */
  Rows training(int[] rows);

  /**
   * Some test rows, likewise. Reads no training images.
   *
   * @param rows distinct; together they fit an array
   */
  Rows test(int[] rows);

  /** Names of all files, in a fixed order. */
  List<String> files();

  /** SHA-256 of a file as it is when unpacked. */
  String sum(String file);

  /**
   * SHA-256 over the list of the files' own sums, so that each can be checked apart. With all files
   * unpacked it is what {@code sha256sum FILES | sha256sum} prints.
   */
  default String digest() {
    return Digest.of(
        files().stream().map(file -> sum(file) + "  " + file + "\n").collect(Collectors.joining()));
  }
}

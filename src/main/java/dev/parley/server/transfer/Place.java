package dev.parley.server.transfer;

import java.nio.file.Path;

/**
 * Where something stands in a file.
 *
 * @param line from 1 on
 * @param element its name
 */
record Place(Path file, int line, String element) {
  @Override
  public String toString() {
    return file + ":" + line + ", <" + element + ">";
  }
}

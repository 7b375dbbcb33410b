package org.espalier.cli;

/**
 * Why a command did not end well: the last line of stderr. It is kept besides, for a driver in a
 * cluster whose stderr nobody looks at.
 */
final class LastWords {
  private static volatile String words = "";

  private LastWords() {}

  static void say(String cause) {
    words = cause;
    System.err.println("espalier: " + cause);
  }

  static String said() {
    return words;
  }
}

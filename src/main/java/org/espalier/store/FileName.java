package org.espalier.store;

import java.util.UUID;
import java.util.regex.Pattern;

/** The names that files have in a folder: {@code report.html}, {@code models/3f2a/model.zip}. */
final class FileName {
  /** None starts with a dot: those are temporary, or lead out of the folder. */
  private static final String NAME = "[^./\\p{Cntrl}][^/\\p{Cntrl}]*";

  private static final Pattern PLAIN = Pattern.compile("\\w[\\w.=+@-]*");
  private static final Pattern PATH = Pattern.compile(NAME + "(/" + NAME + ")*");
  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\.tmp");

  private FileName() {}

  /** Refuses a path that would lead out of its folder, or to a temporary file. */
  static String checked(String name) {
    return matching(PATH, name);
  }

  /** Refuses a name that is more than letters, digits and {@code . _ - = + @}. */
  static String checkedPlain(String name) {
    return matching(PLAIN, name);
  }

  /** The name, in the same directory, under which a file is written before it is renamed. */
  static String temporary(String name) {
    int start = name.lastIndexOf('/') + 1;
    return "%s.%s.%s.tmp"
        .formatted(name.substring(0, start), name.substring(start), UUID.randomUUID());
  }

  /** Whether {@link #temporary} gave it, path left out. */
  static boolean isTemporary(String fileName) {
    return TEMPORARY.matcher(fileName).matches();
  }

  private static String matching(Pattern pattern, String name) {
    if (!pattern.matcher(name).matches()) {
      throw new IllegalArgumentException("'%s' cannot name a stored file".formatted(name));
    }
    return name;
  }
}

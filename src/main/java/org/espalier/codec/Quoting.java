package org.espalier.codec;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/**
 * Quotes what readers of YAML 1.1 take for something else than text. To them {@code 2:4} is a
 * number to the base of 60: 124.
 */
final class Quoting extends StringQuotingChecker.Default {
  private static final long serialVersionUID = 1L;

  private static final Pattern BASE_60 =
      Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\..*)?");

  @Override
  public boolean needToQuoteValue(String value) {
    return super.needToQuoteValue(value) || BASE_60.matcher(value).matches();
  }
}

package org.espalier.store;

/** A run that is under way could not be written to; what was settled before is kept. */
public final class WriteFailure extends StoreException {
  private static final long serialVersionUID = 1L;

  WriteFailure(String what, Exception cause, String advice) {
    super(what, cause, advice);
  }
}

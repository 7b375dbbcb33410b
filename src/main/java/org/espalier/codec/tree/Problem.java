package org.espalier.codec.tree;

/**
 * Something that is wrong, where it stands, and what would be right.
 *
 * @param place where
 * @param key the key's whole path ({@code search.target[1]}); empty where no key is to blame
 * @param message the value, what is allowed, and the nearest known name where there are names
 */
public record Problem(Place place, String key, String message) {
  @Override
  public String toString() {
    return key.isEmpty() ? place + ": " + message : place + ": " + key + ": " + message;
  }
}

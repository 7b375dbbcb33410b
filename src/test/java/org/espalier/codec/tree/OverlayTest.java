package org.espalier.codec.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverlayTest {
  private static Node tree(String text) {
    return YamlTree.read(text, (line, column) -> Place.of("f"), new Problems()).orElseThrow();
  }

  private static Node over(String base, String top) {
    return Overlay.of(tree(base), tree(top));
  }

  @Test
  void mergesMapsKeyByKey() {
    assertThat(over("a: {b: 1, c: 2}\nd: 3", "a: {c: 4, e: 5}"))
        .isEqualTo(tree("a: {b: 1, c: 4, e: 5}\nd: 3"));
  }

  @Test
  void replacesListsAndSingleValues() {
    assertThat(over("a: [1, 2]\nb: 1", "a: [3]\nb: {c: 1}")).isEqualTo(tree("a: [3]\nb: {c: 1}"));
    assertThat(over("a: [1, 2]", "a: 3")).isEqualTo(tree("a: 3"));
  }

  @Test
  void leavesASectionWithoutKeysAsItIs() {
    assertThat(over("a: {b: 1}", "a:")).isEqualTo(tree("a: {b: 1}"));
    assertThat(over("a: {b: 1}", "")).isEqualTo(tree("a: {b: 1}"));
  }

  @Test
  void findsValuesByTheirPath() {
    assertThat(Overlay.at(tree("a: {b: 1}"), "a", "b")).contains(tree("1"));
    assertThat(Overlay.at(tree("a: {b: 1}"), "a", "c")).isEmpty();
    assertThat(Overlay.at(tree("a: {b: 1}"), "a", "b", "c")).isEmpty();
  }
}

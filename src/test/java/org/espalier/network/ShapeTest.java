package org.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
  @Test
  void isReadAsItIsWritten() {
    for (Shape shape : List.of(new Shape(3, 32, 24), new Shape(1, 1, 9), Shape.flat(784))) {
      assertThat(Shape.parse(shape.toString())).isEqualTo(shape);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3x32", "3x32x32x2", "3x0x32", "3x32xa", "-3"})
  void isReadAsNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.parse(text));
  }
}

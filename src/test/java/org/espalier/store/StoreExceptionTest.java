package org.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoreExceptionTest {
  @Test
  void saysWhatWhyAndHowToMendItInOneLine() {
    assertThat(new StoreException("cannot read x", new IOException("a\n\tat b"), "Do y"))
        .hasMessage("cannot read x (IOException: a). Do y.");
    assertThat(new StoreException("cannot read x", new FileNotFoundException(), "Do y"))
        .hasMessage("cannot read x (FileNotFoundException). Do y.");
  }
}

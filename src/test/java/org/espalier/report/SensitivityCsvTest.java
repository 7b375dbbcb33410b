package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SensitivityCsvTest {
  @Test
  void theDenseModelIsTheFirstRowAndFailuresAreRows() {
    assertThat(SensitivityCsv.text(SampleSensitivity.of("stem")))
        .isEqualTo(
            """
            granularity,layer,units,level,kept,status,val_accuracy,val_loss,parameters,nonzero,macs,bytes,error
            ,,,0.0,,done,0.9,0.5,1000,900,5000,300,
            channel,stem,20,0.25,15,done,0.5,0.5,1000,900,5000,300,
            channel,stem,20,0.5,10,failed,,,,,,,"score of ""stem"" is not finite, NaN"
            channel,late,20,0.25,15,done,0.875,0.5,1000,900,5000,300,
            channel,late,20,0.5,10,done,0.75,0.5,1000,900,5000,300,
            """);
  }

  @Test
  void aTableHasTheLeastSensitiveLayerFirst() {
    assertThat(SensitivityTable.text(SampleSensitivity.of("stem").curves()))
        .isEqualTo(
            """
            layer  units    25%     50%   mean
            late      20  87.5%   75.0%  81.3%
            stem      20  50.0%  failed  25.0%
            """);
  }
}

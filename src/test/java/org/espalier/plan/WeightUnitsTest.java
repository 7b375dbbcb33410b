package org.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.espalier.network.Parameter;
import org.junit.jupiter.api.Test;

class WeightUnitsTest {
  private static final Parameter CONVOLUTION = weights(List.of(2, 4, 1, 2), 0, 1);
  private static final Parameter DEPTHWISE = weights(List.of(3, 3, 8, 1), Parameter.NONE, 2);

  @Test
  void kernelsLieSideBySideInAConvolution() {
    assertThat(WeightUnits.kernels(CONVOLUTION)).isEqualTo(8);
    assertThat(WeightUnits.kernelOfWeights(CONVOLUTION))
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
  }

  @Test
  void kernelsOfADeconvolutionAreCountedByItsOutputs() {
    assertThat(WeightUnits.kernelOfWeights(weights(List.of(3, 2, 1, 2), 1, 0)))
        .containsExactly(0, 0, 3, 3, 1, 1, 4, 4, 2, 2, 5, 5);
  }

  @Test
  void onlyConvolutionsWithKernelsOfMoreThanOneWeightHaveKernels() {
    assertThat(WeightUnits.hasKernels(CONVOLUTION)).isTrue();
    assertThat(WeightUnits.hasKernels(weights(List.of(8, 4, 1, 1), 0, 1))).isFalse();
    assertThat(WeightUnits.hasKernels(weights(List.of(8, 4), 1, 0))).isFalse();
    assertThat(WeightUnits.hasKernels(DEPTHWISE)).isFalse();
  }

  @Test
  void onlyMultiplesOfFourInputsDivideIntoBlocks() {
    assertThat(WeightUnits.hasBlocks(CONVOLUTION)).isTrue();
    assertThat(WeightUnits.hasBlocks(weights(List.of(8, 3, 3, 3), 0, 1))).isFalse();
    assertThat(WeightUnits.hasBlocks(weights(List.of(8, 5), 1, 0))).isTrue();
    assertThat(WeightUnits.hasBlocks(weights(List.of(6, 8), 1, 0))).isFalse();
    assertThat(WeightUnits.hasBlocks(DEPTHWISE)).isFalse();
  }

  @Test
  void blocksOfAMatrixRunDownItsInputs() {
    assertThat(WeightUnits.blocks(weights(List.of(4, 3), 1, 0)))
        .containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
  }

  /** Whatever the axes: four neighbours along the inputs, and alike along every other axis. */
  @Test
  void aBlockIsFourNeighboursAlongTheInputs() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int inputAxis = random.nextInt(2);
      Integer[] shape = {0, 0, 1 + random.nextInt(3), 1 + random.nextInt(3)};
      shape[inputAxis] = 4 * (1 + random.nextInt(4));
      shape[1 - inputAxis] = 1 + random.nextInt(6);
      Parameter weights = weights(Arrays.asList(shape), 1 - inputAxis, inputAxis);

      Map<Integer, Set<List<Integer>>> members = membersOfBlocks(weights);

      assertThat(members).hasSize((int) weights.size() / 4).containsKey(0);
      for (Set<List<Integer>> block : members.values()) {
        List<Integer> first = block.iterator().next();
        Set<List<Integer>> expected = new HashSet<>();
        for (int i = 0; i < 4; i++) {
          List<Integer> place = new ArrayList<>(first);
          place.set(inputAxis, first.get(inputAxis) / 4 * 4 + i);
          expected.add(place);
        }
        assertThat(block).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  /** The places, axis by axis, of the weights that are in each block. */
  private static Map<Integer, Set<List<Integer>>> membersOfBlocks(Parameter weights) {
    int[] blocks = WeightUnits.blocks(weights);
    Map<Integer, Set<List<Integer>>> members = new HashMap<>();
    for (int weight = 0; weight < blocks.length; weight++) {
      Integer[] place = new Integer[4];
      int rest = weight;
      for (int axis = 3; axis >= 0; axis--) {
        place[axis] = rest % weights.shape().get(axis);
        rest /= weights.shape().get(axis);
      }
      members.computeIfAbsent(blocks[weight], block -> new HashSet<>()).add(List.of(place));
    }
    return members;
  }

  private static Parameter weights(List<Integer> shape, int outputAxis, int inputAxis) {
    return new Parameter("W", shape, outputAxis, inputAxis, Parameter.Kind.WEIGHT, 0);
  }
}

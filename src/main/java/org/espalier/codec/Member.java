package org.espalier.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Problems;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.Nearest;
import org.espalier.sweep.spec.Range;

/**
 * One name of a family and what it makes.
 *
 * @param selector the key under which a map has the name
 * @param owns whether a value is one that this name makes
 */
record Member<T>(
    String selector,
    String name,
    Predicate<T> owns,
    List<Setting<T, ?>> settings,
    Function<Given, ? extends T> maker) {

  /** The settings of one value, read, checked and complete. */
  record Given(Map<String, Object> values) {
    double real(String setting) {
      return (Double) values.get(setting);
    }

    int whole(String setting) {
      return (Integer) values.get(setting);
    }

    long big(String setting) {
      return (Long) values.get(setting);
    }

    List<Double> reals(String setting) {
      return ((List<?>) values.get(setting)).stream().map(Double.class::cast).toList();
    }

    <V> V value(String setting, Class<V> type) {
      return type.cast(values.get(setting));
    }
  }

  /** What is wrong with the bare name; nothing where all settings have defaults. */
  Optional<String> lack() {
    return lack(List.of());
  }

  /** The value with the given settings, and defaults for the others. */
  T make(Map<String, Object> given) {
    Map<String, Object> complete = new LinkedHashMap<>(given);
    for (Setting<T, ?> setting : settings) {
      setting.fallback().ifPresent(value -> complete.putIfAbsent(setting.name(), value));
    }
    return maker.apply(new Given(complete));
  }

  /** Reads the settings off a map that names this member. */
  Optional<T> read(Node.Mapping mapping, String key, Problems problems) {
    return settings(mapping, key, problems, Setting::form).map(this::make);
  }

  /** The same where ranges may stand in the place of numbers. */
  Optional<Choice<T>> readChoice(Node.Mapping mapping, String key, Problems problems) {
    return settings(mapping, key, problems, setting -> setting.form().orRange()).map(this::choice);
  }

  private Choice<T> choice(Map<String, Object> given) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    given.forEach(
        (setting, value) -> {
          if (value instanceof Range range) {
            ranges.put(setting, range);
          }
        });
    return ranges.isEmpty()
        ? Choice.of(make(given))
        : Choice.of(ranges, numbers -> make(with(given, numbers)));
  }

  private static Map<String, Object> with(Map<String, Object> given, Map<String, Double> numbers) {
    Map<String, Object> complete = new LinkedHashMap<>(given);
    complete.putAll(numbers);
    return complete;
  }

  private Optional<Map<String, Object>> settings(
      Node.Mapping mapping, String key, Problems problems, Function<Setting<T, ?>, Form<?>> forms) {
    Map<String, Object> given = new LinkedHashMap<>();
    List<String> named = new ArrayList<>(mapping.fields().keySet());
    named.remove(selector);
    for (String setting : named) {
      read(setting, mapping.fields().get(setting), key + "." + setting, problems, forms)
          .ifPresent(value -> given.put(setting, value));
    }
    Optional<String> lack = lack(named);
    lack.ifPresent(message -> problems.add(mapping.place(), key, message));
    boolean sound = lack.isEmpty() && given.size() == named.size();
    return sound ? Optional.of(given) : Optional.empty();
  }

  /** The bare name, or a map of it and all settings. */
  Object plain(T value) {
    if (settings.isEmpty()) {
      return name;
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put(selector, name);
    settings.forEach(setting -> plain.put(setting.name(), setting.plain(value)));
    return plain;
  }

  /** The same with ranges in the place of numbers. */
  Object plain(Choice<T> choice) {
    Object plain = plain(choice.lowest());
    if (!(plain instanceof Map<?, ?> settled)) {
      return plain;
    }
    Map<Object, Object> drawn = new LinkedHashMap<>(settled);
    choice.ranges().forEach((setting, range) -> drawn.put(setting, OrRange.plain(range)));
    return drawn;
  }

  private Optional<?> read(
      String setting,
      Node.Field field,
      String key,
      Problems problems,
      Function<Setting<T, ?>, Form<?>> forms) {
    for (Setting<T, ?> known : settings) {
      if (known.name().equals(setting)) {
        return forms.apply(known).read(field.value(), key, problems);
      }
    }
    List<String> allowed = new ArrayList<>(List.of(selector));
    settings.forEach(known -> allowed.add(known.name()));
    problems.add(
        field.place(),
        key,
        "unknown setting of %s; allowed: %s%s"
            .formatted(name, String.join(", ", allowed), Nearest.hint(setting, allowed)));
    return Optional.empty();
  }

  private Optional<String> lack(List<String> given) {
    String lacking =
        settings.stream()
            .filter(setting -> setting.fallback().isEmpty() && !given.contains(setting.name()))
            .map(Setting::name)
            .collect(Collectors.joining(", "));
    String example =
        settings.stream()
            .map(setting -> ", " + setting.name() + ": …")
            .collect(Collectors.joining("", "{" + selector + ": " + name, "}"));
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of("%s lacks %s; allowed: %s".formatted(name, lacking, example));
  }
}

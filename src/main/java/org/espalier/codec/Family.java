package org.espalier.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Problems;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.Nearest;

/**
 * The names of one closed vocabulary, and what each of them makes.
 *
 * <p>A value without settings is written as its bare name; one with settings as a map, its name
 * under the family's selector: {@code {type: linear, step: 0.1}}.
 */
public final class Family<T> implements Form<T> {
  private final String selector;
  private final List<Member<T>> members;

  private Family(String selector, List<Member<T>> members) {
    this.selector = selector;
    this.members = List.copyOf(members);
  }

  /** A family whose members name themselves under {@code type} where they have settings. */
  static <T> Family<T> empty() {
    return selectedBy("type");
  }

  /** A family whose members name themselves under {@code selector} where they have settings. */
  static <T> Family<T> selectedBy(String selector) {
    return new Family<>(selector, List.of());
  }

  /** Values that have no settings, each by its label. */
  static <T> Family<T> labelled(Function<T, String> label, List<T> values) {
    Family<T> family = empty();
    for (T value : values) {
      family = family.with(label.apply(value), value);
    }
    return family;
  }

  /** This family and a member without settings. */
  Family<T> with(String name, T value) {
    return with(new Member<>(selector, name, value::equals, List.of(), given -> value));
  }

  /** This family and a member with settings. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  final <M extends T> Family<T> with(
      String name, Class<M> type, Function<Member.Given, M> maker, Setting<M, ?>... settings) {
    List<Setting<T, ?>> widened =
        Stream.of(settings).<Setting<T, ?>>map(setting -> setting.of(type)).toList();
    return with(new Member<>(selector, name, type::isInstance, widened, maker));
  }

  private Family<T> with(Member<T> member) {
    List<Member<T>> more = new ArrayList<>(members);
    more.add(member);
    return new Family<>(selector, more);
  }

  /** All names, in the order of the table. */
  public List<String> names() {
    return members.stream().map(Member::name).toList();
  }

  /** The name under which a value stands in the table. */
  public String nameOf(T value) {
    return owner(value).name();
  }

  /** A value as a sweep file has it, in one line. */
  public String text(T value) {
    return Flow.of(plain(value));
  }

  /**
   * What a name makes, with its settings at their defaults.
   *
   * @throws IllegalArgumentException if there is no such name, or it cannot do without settings;
   *     the message says what is allowed
   */
  public T named(String name) {
    Member<T> member =
        member(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "cannot be \"%s\"; allowed: %s".formatted(name, allowed(name))));
    member
        .lack()
        .ifPresent(
            lack -> {
              throw new IllegalArgumentException(lack);
            });
    return member.make(Map.of());
  }

  @Override
  public Optional<T> read(Node node, String key, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      return selected(mapping, key, problems)
          .flatMap(member -> member.read(mapping, key, problems));
    }
    return chosen(node, key, problems).flatMap(member -> bare(member, node, key, problems));
  }

  @Override
  public Object plain(T value) {
    return owner(value).plain(value);
  }

  /** The same where ranges may stand in the place of numbers. */
  Form<Choice<T>> choices() {
    return new Form<>() {
      @Override
      public Optional<Choice<T>> read(Node node, String key, Problems problems) {
        return node instanceof Node.Mapping mapping
            ? selected(mapping, key, problems)
                .flatMap(member -> member.readChoice(mapping, key, problems))
            : Family.this.read(node, key, problems).map(Choice::of);
      }

      @Override
      public Object plain(Choice<T> choice) {
        return owner(choice.lowest()).plain(choice);
      }
    };
  }

  /** The member that a map names under the selector. */
  private Optional<Member<T>> selected(Node.Mapping mapping, String key, Problems problems) {
    Node.Field field = mapping.fields().get(selector);
    if (field == null) {
      problems.add(
          mapping.place(),
          key,
          "lacks %s among its keys %s; allowed: {%s: %s}"
              .formatted(
                  selector,
                  String.join(", ", mapping.fields().keySet()),
                  selector,
                  String.join(" | ", names())));
      return Optional.empty();
    }
    return chosen(field.value(), key + "." + selector, problems);
  }

  private Optional<Member<T>> chosen(Node node, String key, Problems problems) {
    String name = node instanceof Node.Scalar scalar ? scalar.text() : "";
    Optional<Member<T>> member = member(name);
    if (member.isEmpty()) {
      problems.refuse(node, key, name.isEmpty() ? String.join(", ", names()) : allowed(name));
    }
    return member;
  }

  private Optional<T> bare(Member<T> member, Node node, String key, Problems problems) {
    Optional<String> lack = member.lack();
    lack.ifPresent(message -> problems.add(node.place(), key, message));
    return lack.isEmpty() ? Optional.of(member.make(Map.of())) : Optional.empty();
  }

  private String allowed(String mistaken) {
    return String.join(", ", names()) + Nearest.hint(mistaken, names());
  }

  private Optional<Member<T>> member(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }

  private Member<T> owner(T value) {
    return members.stream()
        .filter(member -> member.owns().test(value))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(value + " is missing from the table of names"));
  }
}

package dev.parley.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * An account of the benchmark; its password is {@link #PASSWORD}.
 *
 * @param circle what its contact list looks like
 * @param number from 0, in its circle
 */
record LoadAccount(Circle circle, int number, String domain) {
  static final String PASSWORD = "benchmark";
  static final String RESOURCE = "load";

  /** Members of one clique have each other as contacts. */
  static final int CLIQUE = 11;

  /** What the contact list of an account looks like. */
  enum Circle {
    /** Empty. */
    NOBODY("m"),
    /** The ten other members of a clique, who are online too. */
    FRIENDS("r"),
    /** The ten other members of a clique, of which no other ever comes online. */
    STRANGERS("l");

    private final String prefix;

    Circle(String prefix) {
      this.prefix = prefix;
    }
  }

  /** The first accounts of a circle. */
  static List<LoadAccount> first(int count, Circle circle, String domain) {
    return IntStream.range(0, count).mapToObj(n -> new LoadAccount(circle, n, domain)).toList();
  }

  List<LoadAccount> contacts() {
    int first = number / CLIQUE * CLIQUE;
    return circle == Circle.NOBODY
        ? List.of()
        : IntStream.range(first, first + CLIQUE)
            .filter(n -> n != number)
            .mapToObj(n -> new LoadAccount(circle, n, domain))
            .toList();
  }

  String user() {
    return circle.prefix + number;
  }

  String bare() {
    return user() + "@" + domain;
  }

  String full() {
    return bare() + "/" + RESOURCE;
  }
}

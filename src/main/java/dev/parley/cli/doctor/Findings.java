package dev.parley.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** What the examinations of one visit have found, in their order. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void fine(String about, String text) {
    all.add(new Finding(about, Grade.FINE, text, null));
  }

  void unknown(String about, String text, String fix) {
    all.add(new Finding(about, Grade.UNKNOWN, text, fix));
  }

  void mind(String about, String text, String fix) {
    all.add(new Finding(about, Grade.MIND, text, fix));
  }

  void fault(String about, String text, String fix) {
    all.add(new Finding(about, Grade.FAULT, text, fix));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}

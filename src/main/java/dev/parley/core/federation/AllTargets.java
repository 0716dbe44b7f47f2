package dev.parley.core.federation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** All places of all hosts at once, for who does not race to the first that answers. */
final class AllTargets {
  private AllTargets() {}

  static Future<List<Target>> of(String domain, List<List<Candidate>> groups) {
    var asked = groups.stream().map(group -> group.stream().map(Candidate::ask).toList()).toList();
    var answers =
        asked.stream()
            .flatMap(List::stream)
            .flatMap(places -> List.of(places.six(), places.four()).stream())
            .toList();
    return Future.join(answers)
        .transform(done -> {
          var all = new ArrayList<Target>();
          asked.forEach(group -> all.addAll(order(group)));
          return all.isEmpty()
              ? Future.failedFuture(NoTargetException.of(domain, failures(answers)))
              : Future.succeededFuture(List.copyOf(all));
        });
  }

  private static List<Target> order(List<Candidate.Places> group) {
    return HappyEyeballs.order(
        group.stream()
            .map(places -> new HappyEyeballs.Known(known(places.six()), known(places.four())))
            .toList());
  }

  private static List<Target> known(Future<List<Target>> answer) {
    return answer.succeeded() ? answer.result() : List.of();
  }

  private static List<Throwable> failures(List<Future<List<Target>>> answers) {
    return answers.stream().filter(Future::failed).map(Future::cause).toList();
  }
}

package dev.parley.core.federation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The links with other servers on this node, whoever holds them; safe from any thread. */
public final class Links {
  private final List<Source> sources = new CopyOnWriteArrayList<>();

  private record Source(Context context, Supplier<List<Link>> links) {}

  /** From now on these are links too, asked for on their context. */
  public void add(Context context, Supplier<List<Link>> links) {
    sources.add(new Source(context, links));
  }

  /** All of them, each as it is when its context gets to it. */
  public Future<List<Link>> all() {
    List<Future<List<Link>>> asked = new ArrayList<>();
    for (Source source : sources) {
      Promise<List<Link>> known = Promise.promise();
      source.context().runOnContext(here -> known.complete(source.links().get()));
      asked.add(known.future());
    }
    return Future.all(asked)
        .map(all -> asked.stream().flatMap(one -> one.result().stream()).toList());
  }
}

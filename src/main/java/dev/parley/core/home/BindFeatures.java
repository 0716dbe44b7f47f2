package dev.parley.core.home;

import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What takes part in Bind 2 at one home, by namespace. */
final class BindFeatures {
  private static final Logger LOG = LoggerFactory.getLogger(BindFeatures.class);

  private final Map<String, BindFeature> features = new LinkedHashMap<>();

  void add(String namespace, BindFeature feature) {
    if (features.putIfAbsent(namespace, feature) != null) {
      throw new IllegalStateException(namespace + " takes part in binding already");
    }
  }

  void remove(String namespace) {
    features.remove(namespace);
  }

  /**
   * Calls all features.
   *
   * @param inline the children of {@code <bind/>}
   * @return their answers, in the order the features were added; never fails
   */
  Future<List<Element>> bind(LiveAccount account, Session session, List<Element> inline) {
    if (features.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    List<Future<Optional<Element>>> asked = new ArrayList<>(features.size());
    features.forEach((namespace, feature) -> {
      Element request = request(namespace, inline);
      asked.add(
          Future.succeededFuture()
              .compose(start -> feature.bind(account, session, request))
              .otherwise(cause -> {
                LOG.warn("{} did not take part in a bind: {}", namespace, cause.toString());
                return Optional.empty();
              }));
    });
    return Future.join(asked)
        .map(done ->
            asked.stream().map(Future::result).<Element>mapMulti(Optional::ifPresent).toList());
  }

  private static @Nullable Element request(String namespace, List<Element> inline) {
    for (Element child : inline) {
      if (child.namespace().equals(namespace)) {
        return child;
      }
    }
    return null;
  }
}

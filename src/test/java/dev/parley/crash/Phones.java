package dev.parley.crash;

import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** People with three devices each, who all write to each other, behind a proxy that can fail. */
final class Phones implements Scene.Casting, AutoCloseable {
  private static final List<String> RESOURCES = List.of("phone", "tablet", "desk");

  private final int users;
  private @Nullable FaultProxy proxy;

  Phones(int users) {
    this.users = users;
  }

  @Override
  public List<Phone> of(Endpoint server, Play play, Random random) {
    proxy = new FaultProxy(server);
    var accounts = new ArrayList<Account>();
    for (int i = 0; i < users; i++) {
      accounts.add(new Account("user" + i, "localhost", "secret"));
    }
    var phones = new ArrayList<Phone>();
    for (var account : accounts) {
      var others = accounts.stream().filter(other -> !other.equals(account)).toList();
      for (var resource : RESOURCES) {
        var device = new Device(account, resource, true, resource.equals("tablet"));
        var own = new Random(random.nextLong());
        phones.add(new Phone(device, proxy.endpoint(), play, others, own));
      }
    }
    return phones;
  }

  /** Between the devices and the server, once there are any. */
  FaultProxy proxy() {
    return Objects.requireNonNull(proxy);
  }

  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
  }
}

package dev.parley.modules.blocklists;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToBlocklist;
import dev.parley.core.home.Home;
import dev.parley.core.module.Listed;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Stage;
import dev.parley.protocol.jid.Jid;
import java.util.List;
import java.util.Objects;

/**
 * Keeps out people and servers that are listed: in lists of others, which it is told of in real
 * time, and in the operator's own, which others can be told of.
 */
public final class BlocklistsModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    List<ListAddress> addresses =
        context.settings().getJsonArray("lists").stream()
            .map(text -> ListAddress.parse(String.valueOf(text)))
            .distinct()
            .toList();
    Listed listed = new Listed();
    context.publish(Lists.class, home -> new Lists(home, context, listed, addresses));
    context.serve(Addresses::blocklist, BlocklistsModule::of, Lists::handle);
    context.onDomainMessage(BlocklistsModule::of);
    context.onRemote(new RemoteDoor(listed, context.router().domains()));
    context.onMessage(Stage.ADMIT, new ListedSenders(listed, context.router().domains()));
    context.onRemoteConnection(domain -> connected(context, domain));
    context.onComponent(component -> connected(context, component.domain()));
  }

  private static void connected(ModuleContext context, String domain) {
    Jid self = Jid.of(null, context.config().domains().get(0).name(), null);
    context
        .router()
        .bus()
        .send(Addresses.blocklist(Shard.of(self)), new ToBlocklist.Connected(domain));
  }

  private static Lists of(Home home) {
    return Objects.requireNonNull(home.neighbour(Lists.class));
  }
}

package dev.parley.modules.pubsub;

import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.core.storage.PubsubItemStore;
import dev.parley.core.storage.PubsubStore;
import dev.parley.protocol.jid.Jid;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the operations of one home work with.
 *
 * @param settings as they are at the time of asking
 * @param admins tells who administers the server
 */
record Workshop(
    Home home,
    Router router,
    PubsubStore store,
    PubsubItemStore items,
    Nodes nodes,
    Ties ties,
    Notifier notifier,
    PepListeners listeners,
    Supplier<PubsubSettings> settings,
    Predicate<Jid> admins,
    InstantSource clock) {}

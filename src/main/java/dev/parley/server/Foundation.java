package dev.parley.server;

import dev.parley.core.bus.Bus;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.home.Router;
import dev.parley.core.module.Registry;
import dev.parley.core.storage.Storage;
import dev.parley.core.tls.ServerTls;
import java.util.function.Supplier;

/**
 * What the other parts of a server stand on.
 *
 * @param config as it is at the time of asking
 * @param tls as it is at the time of asking
 */
record Foundation(
    Bus bus,
    Router router,
    Storage storage,
    Registry registry,
    Supplier<ParleyConfig> config,
    Supplier<ServerTls> tls) {}

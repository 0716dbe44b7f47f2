package dev.parley.modules.muc;

import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What those work with who do things in the rooms of one home.
 *
 * @param settings as they are at the time of asking
 * @param admins tells who administers the server
 * @param nanos a clock that does not go back
 */
record Workshop(
    Home home,
    Router router,
    Storage storage,
    Speaker speaker,
    Supplier<MucSettings> settings,
    Predicate<Jid> admins,
    InstantSource clock,
    LongSupplier nanos) {}

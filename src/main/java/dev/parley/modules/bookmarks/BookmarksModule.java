package dev.parley.modules.bookmarks;

import dev.parley.core.home.Home;
import dev.parley.core.home.LegacyBookmarks;
import dev.parley.core.home.NotificationSettings;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.ValueCodec;
import java.util.Objects;
import java.util.Set;

/** Gives clients of all kinds the same bookmarks. */
@Xep(value = 402, version = "1.2.0")
@Xep(value = 48, version = "1.2")
@Xep(value = 492, version = "0.2.0")
public final class BookmarksModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    KeyValueStore<String> store =
        context.storage().keyValue("notification-settings", ValueCodec.TEXT);
    context.publish(Bookmarks.class, home -> begin(home, store));
    context.publish(LegacyBookmarks.class, BookmarksModule::of);
    context.publish(NotificationSettings.class, BookmarksModule::of);
    context.onAccount(BookmarksModule::of);
    Set<Scope> accounts = Set.of(Scope.OWN_ACCOUNT, Scope.OTHER_ACCOUNT);
    context.advertise(accounts, Bookmark.NS + "#compat");
    context.advertise(accounts, Bookmark.NS + "#compat-pep");
  }

  private static Bookmarks begin(Home home, KeyValueStore<String> store) {
    Bookmarks bookmarks = new Bookmarks(home, store);
    bookmarks.listen();
    return bookmarks;
  }

  private static Bookmarks of(Home home) {
    return Objects.requireNonNull(home.neighbour(Bookmarks.class));
  }
}

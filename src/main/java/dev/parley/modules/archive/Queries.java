package dev.parley.modules.archive;

import dev.parley.core.archive.ArchiveReader;
import dev.parley.core.archive.ArchiveReader.Reading;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers what clients ask of the archives of one home's accounts (XEP-0313 §4, §5). */
final class Queries {
  private final Home home;
  private final AccountArchives archives;
  private final ArchiveReader reader;

  Queries(Home home, AccountArchives archives, ArchiveReader reader) {
    this.home = home;
    this.archives = archives;
    this.reader = reader;
  }

  /** §4.1.5. */
  Future<Iq> form(IqRequest request) {
    return Future.succeededFuture(request.iq().result(ArchiveReader.form()));
  }

  /** §5. */
  Future<Iq> metadata(IqRequest request) {
    return reader
        .metadata(request.theAccount().jid(), archives.ids())
        .map(metadata -> request.iq().result(metadata));
  }

  /** XEP-0386 §3.2: who binds is told how far the archive goes. */
  Future<Optional<Element>> bind(LiveAccount account, Session session, @Nullable Element request) {
    return reader.metadata(account.jid(), archives.ids()).map(Optional::of);
  }

  /** §4: the results, and then the answer, in one turn, so that nothing comes between them. */
  Future<Iq> query(IqRequest request) {
    Reading reading =
        new Reading(
            request.theAccount().jid(), archives.ids(), request.asker(), UnaryOperator.identity());
    return reader
        .query(reading, request.payload())
        .map(answer -> {
          answer.results().forEach(home::answer);
          return request.iq().result(answer.fin());
        });
  }
}

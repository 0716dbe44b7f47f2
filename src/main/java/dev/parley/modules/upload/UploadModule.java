package dev.parley.modules.upload;

import dev.parley.core.http.HttpRoute;
import dev.parley.core.module.DiscoInfo;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.ServiceContext;
import dev.parley.core.module.Xep;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.Iq;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives users of this server slots to upload files to, takes the files and serves them to whoever
 * knows their address. Without an HTTP server that clients could reach, there is no such service.
 */
@Xep(value = 363, version = "1.2.0")
public final class UploadModule implements ServerModule {
  static final String NS = "urn:xmpp:http:upload:0";
  static final String PURPOSE = "urn:xmpp:http:upload:purpose:0";
  static final String LABEL = "upload";
  private static final Logger LOG = LoggerFactory.getLogger(UploadModule.class);
  private static final List<HttpMethod> METHODS =
      List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.OPTIONS);

  @Override
  public void start(ModuleContext context) {
    Addresses addresses = new Addresses(context);
    if (!addresses.areKnown()) {
      return;
    }
    InstantSource clock = InstantSource.system();
    ContentStore files = open(context);
    Receiver receiver =
        new Receiver(context.storage().uploads(), files, () -> settings(context), clock);
    Downloads downloads = new Downloads(context.storage().uploads(), files, clock);
    Janitor janitor = new Janitor(context.vertx(), context.storage().uploads(), files, clock);
    Slots slots = new Slots(context, addresses, context.storage().uploads(), files, clock);

    advertise(context, context.service(LABEL), slots);
    context.onHttp(
        new HttpRoute(Addresses.PATH + "*", METHODS, new UploadHttp(receiver, downloads)));
    janitor.start(settings(context).slotTimeout());
    context.onStop(janitor::stop);
  }

  private static ContentStore open(ModuleContext context) {
    S3Settings store = S3Settings.of(context.settings());
    if (store == null) {
      Path folder = context.config().data().resolve(settings(context).folder());
      return LocalFiles.open(context.vertx(), folder);
    }
    S3Files files = new S3Files(context.vertx(), store);
    context.onStop(files::close);
    files
        .check()
        .onSuccess(works -> LOG.info("uploads are kept at {}", store))
        .onFailure(cause -> LOG.error("Uploads cannot be kept for now: {}", cause.getMessage()));
    return files;
  }

  private static void advertise(ModuleContext context, ServiceContext service, Slots slots) {
    service.identify(new DiscoInfo.Identity("store", "file", "HTTP File Upload"));
    service.advertise(NS);
    service.advertise(PURPOSE + "#message");
    service.advertise(PURPOSE + "#profile");
    service.advertise(PURPOSE + "#ephemeral");
    service.describe(() ->
        DataForm.result(
                NS,
                List.of(
                    DataForm.Field.of(
                        "max-file-size", String.valueOf(settings(context).fileBytes()))))
            .toElement());
    service.onIq(Iq.Type.GET, NS, "request", slots::grant);
  }

  private static UploadSettings settings(ModuleContext context) {
    return UploadSettings.of(context.settings());
  }
}

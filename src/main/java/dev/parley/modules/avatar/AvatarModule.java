package dev.parley.modules.avatar;

import dev.parley.core.home.Avatars;
import dev.parley.core.home.Home;
import dev.parley.core.home.Pep;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.core.module.XmlCodec;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.ValueCodec;
import dev.parley.protocol.xml.Element;
import java.util.Objects;
import java.util.Set;

/** Shows the same avatar to clients of both kinds. */
@Xep(value = 398, version = "1.0.0")
@Xep(value = 84, version = "1.1.4")
@Xep(value = 153, version = "1.1.1")
public final class AvatarModule implements ServerModule {
  private static final String FEATURE = "urn:xmpp:pep-vcard-conversion:0";

  @Override
  public void start(ModuleContext context) {
    KeyValueStore<Element> cards = context.storage().keyValue("vcard", XmlCodec.INSTANCE);
    KeyValueStore<String> hashes = context.storage().keyValue("avatar", ValueCodec.TEXT);
    context.publish(Conversion.class, home -> begin(home, cards, hashes));
    context.publish(Avatars.class, AvatarModule::of);
    context.onAccount(AvatarModule::of);
    context.advertise(Set.of(Scope.OWN_ACCOUNT, Scope.OTHER_ACCOUNT), FEATURE);
  }

  private static Conversion begin(
      Home home, KeyValueStore<Element> cards, KeyValueStore<String> hashes) {
    Conversion conversion = new Conversion(home, cards, hashes);
    Pep pep = home.neighbour(Pep.class);
    if (pep != null) {
      pep.listen(Photo.METADATA, conversion);
    }
    // Directed presence has to be seen on its way (§4).
    home.lookAtOutgoing(1);
    return conversion;
  }

  private static Conversion of(Home home) {
    return Objects.requireNonNull(home.neighbour(Conversion.class));
  }
}

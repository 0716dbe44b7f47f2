package dev.parley.core.module;

import dev.parley.core.admin.AdminCommands;
import dev.parley.core.federation.Links;
import dev.parley.core.http.HttpRoutes;

/**
 * All that modules have registered on this node; what serves stanzas looks it up here.
 *
 * @param iqs who answers which IQ payload
 * @param messages the steps of the path of messages
 * @param disco what is advertised
 * @param offers what is offered on streams
 * @param services what has a domain of its own
 * @param http what is answered over HTTP
 * @param commands what people may have done
 * @param admin what administrators may have done
 * @param components what modules have to do with components
 * @param remote what modules have to say about what other servers bring
 * @param links with other servers, whoever holds them
 */
public record Registry(
    IqHandlers iqs,
    MessagePath messages,
    Disco disco,
    StreamOffers offers,
    HostedServices services,
    HttpRoutes http,
    Commands commands,
    AdminCommands admin,
    ComponentHooks components,
    RemoteHooks remote,
    Links links) {
  /** Starts with nothing registered. */
  public Registry() {
    this(
        new IqHandlers(),
        new MessagePath(),
        new Disco(),
        new StreamOffers(),
        new HostedServices(),
        new HttpRoutes(),
        new Commands(),
        new AdminCommands(),
        new ComponentHooks(),
        new RemoteHooks(),
        new Links());
  }
}

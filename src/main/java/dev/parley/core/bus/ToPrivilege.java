package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;

/**
 * A component has connected that hears of the presence of accounts (XEP-0356 §8): each shard tells
 * it who is there.
 *
 * @param component its domain
 */
public record ToPrivilege(Jid component) {}

package dev.parley.transport.stream;

/**
 * Where to listen.
 *
 * @param host address to bind; {@code ::} is every address, of IPv4 too
 * @param port negative numbers are the same free port for all who give the same number
 */
public record LocalPort(String host, int port) {}

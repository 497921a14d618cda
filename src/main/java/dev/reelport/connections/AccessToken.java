package dev.reelport.connections;

/**
 * A token that YouTube takes.
 *
 * @param version of the connection, to tell this token from later ones
 */
public record AccessToken(Secret value, ConnectionId connection, long version) {}

package dev.reelport.connections;

import dev.reelport.platform.Secret;

/**
 * A token that YouTube takes.
 *
 * @param version of the connection, to tell this token from later ones
 */
public record AccessToken(Secret value, ConnectionId connection, long version) {}

package dev.reelport.connections;

import dev.reelport.platform.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What Google's token endpoint gave.
 *
 * @param lifetime how long the access token is good
 * @param refreshToken only with a consent, or where Google rotates it
 * @param scopes empty where Google says nothing about them
 */
record Granted(
    Secret accessToken, Duration lifetime, Optional<Secret> refreshToken, Set<String> scopes) {}

package dev.reelport.testing.stack;

import dev.reelport.testing.tls.SelfSigned;

/**
 * A second way into a server, by TLS and with a login.
 *
 * @param port on localhost, which the certificate is for
 * @param login who may come in that way
 */
record TlsDoor(int port, SelfSigned certificate, Role login) {}

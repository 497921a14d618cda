/** Certificates that only tests vouch for. */
package dev.reelport.testing.tls;

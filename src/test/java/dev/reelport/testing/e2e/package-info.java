/** The whole of Reelport on its stack, for tests that meet it as its users do. */
package dev.reelport.testing.e2e;

/** The whole application inside the JVM of the tests: for what only shows between its parts. */
package dev.reelport.testing.app;

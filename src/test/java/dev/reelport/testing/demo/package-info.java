/** The demo: the service on a stack of its own, with a sample channel, for people to try. */
package dev.reelport.testing.demo;

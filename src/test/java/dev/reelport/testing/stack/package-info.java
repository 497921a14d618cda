/**
 * The dev stack: real PostgreSQL, Redis and Kafka as child processes, and the service on top of
 * them. Nothing outlives the JVM that started it. Runs on Linux.
 */
package dev.reelport.testing.stack;

/**
 * A stand-in for YouTube on a local port: a generated or recorded world, the behaviour of the Data
 * API v3 as documented and recorded, its own count of quota units, and every failure on demand.
 */
package dev.reelport.testing.youtube;

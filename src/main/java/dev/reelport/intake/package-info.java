/** The Kafka door: requests of other services are decoded, accepted, or dead-lettered. */
package dev.reelport.intake;

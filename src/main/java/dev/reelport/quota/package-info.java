/** What may be spent at YouTube today: day, buckets, the gate in Redis and the ledger. */
package dev.reelport.quota;

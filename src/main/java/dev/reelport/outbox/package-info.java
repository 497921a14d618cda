/** Records that leave with the commit of what they tell: the outbox table and its relay. */
package dev.reelport.outbox;

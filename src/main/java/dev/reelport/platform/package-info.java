/** Clock, ids, JSON and health: what every package stands on and that knows nobody's domain. */
package dev.reelport.platform;

/** How the service holds up against many rows and much work. */
package dev.reelport.performance;
